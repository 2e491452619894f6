import { loadCatalogue } from "../catalogue/event-types";
import { loadEventTypeVersion } from "../catalogue/versions";
import { currentTime } from "../clock";
import type { WrongSetting } from "./check-settings";
import { type ConditionVerdict, judgeCondition, type Sample } from "./conditions/check-condition";
import type { TriggerInput, WebhookView } from "./schema";

type Saved = WebhookView["triggers"];

/**
 * What there is to say about a trigger's condition before it is saved, by the sample of its event type. One that the webhook
 * has already (`saved`) is let be: renaming a webhook must not fail because of it.
 */
export async function judgeTrigger(trigger: TriggerInput, saved: Saved = []): Promise<ConditionVerdict> {
  const { eventType, version, condition } = trigger;
  const before = saved.find((one) => typeof one === "object" && one.eventType === eventType);
  const has = typeof before === "object" ? before : null;
  if (condition === null || has?.condition === condition) return { fault: null, warning: null };
  return judgeCondition(condition, await sampleOf(eventType, version ?? has?.version));
}

/** The warnings about all conditions of a webhook. */
export async function conditionWarnings(
  triggers: readonly TriggerInput[],
  saved: Saved = [],
): Promise<WrongSetting[]> {
  const judged = await Promise.all(triggers.map((trigger) => judgeTrigger(trigger, saved)));
  return judged.flatMap(({ warning }, index) =>
    warning === null
      ? []
      : [{ field: `triggers.${index}.condition`, code: "condition_untried", message: warning }],
  );
}

/** Null for "*", which has none, and for an event type that is not in the catalogue. */
async function sampleOf(eventType: string, version: number | undefined): Promise<Sample | null> {
  const type = (await loadCatalogue()).get(eventType);
  if (!type) return null;
  const { sample } = await loadEventTypeVersion(eventType, version ?? type.version);
  const facts = { type: eventType, entityType: type.entityType, ...sample };
  return { eventType, subject: { ...facts, occurredAt: currentTime(), changes: null } };
}
