import { describeEntry } from "../audit/describe-entry";
import type { OwnEventName } from "../own-events/names";
import type { OwnEventData } from "../own-events/own-event-data";
import { describePause, describeWarning } from "../reasons/describe";

type DescribeOwnEvent<Name extends OwnEventName> = (data: OwnEventData[Name]) => string;

const describeByType: { [Name in OwnEventName]: DescribeOwnEvent<Name> } = {
  "hookledger.webhook.paused": ({ webhookName, reason }) => describePause(webhookName, reason).text,
  "hookledger.webhook.failing": ({ webhookName, warning, failurePolicy }) =>
    describeWarning(webhookName, warning, failurePolicy).text,
  "hookledger.webhook.recovered": ({ webhookName, by }) =>
    by === null
      ? `Deliveries of the webhook "${webhookName}" succeed again.`
      : `The webhook "${webhookName}" was enabled by ${by}.`,
  "hookledger.delivery.failed": ({ webhookName, count }) =>
    `${count === 1 ? "1 delivery" : `${count.toLocaleString("en")} deliveries`} of the webhook "${webhookName}" failed permanently.`,
  "hookledger.job.finished": ({ requestedBy, kind, state, succeeded, failed, released, created }) =>
    `The job of ${requestedBy} (${kind}) ${endingByState[state]}: ${succeeded} succeeded, ${failed} failed, ${released} released, ${created} created.`,
  "hookledger.key.revealed": ({ webhookName, by }) =>
    `${by} revealed the key of the webhook "${webhookName}".`,
  "hookledger.audit": ({ actor, action, target, details }) =>
    describeEntry({
      actorName: actor.name,
      action,
      targetId: target.id,
      targetName: null,
      details: details ?? {},
    }),
};

const endingByState = { finished: "has finished", cancelled: "was canceled", failed: "has failed" };

/** Describes an own event in one sentence, the `summary` in its data. */
export function describeOwnEvent<Name extends OwnEventName>(type: Name, data: OwnEventData[Name]): string {
  return describeByType[type](data);
}
