import { TextLink } from "@/components/domain/text-link";
import { incidentListHref } from "@/components/incidents/incident-query";
import type { DeliveryView } from "@/lib/deliveries/schema";
import { describeStateReason } from "@/lib/reasons/describe";

/** Says once for each webhook how many of these deliveries it holds, and what they wait for. */
export function HeldNotes({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const held = deliveries.filter(({ state }) => state === "held");
  const webhookIds = [...new Set(held.map(({ webhookId }) => webhookId))];
  if (webhookIds.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {webhookIds.map((webhookId) => (
        <HeldNote key={webhookId} held={held.filter((delivery) => delivery.webhookId === webhookId)} />
      ))}
    </ul>
  );
}

const disabledSentence = describeStateReason("held", "webhook_disabled");

function HeldNote({ held }: { held: readonly DeliveryView[] }) {
  const [first] = held;
  if (!first) return null;
  const isDisabled = first.stateReason === disabledSentence;
  const subject =
    held.length === 1 ? "1 delivery on this page waits" : `${held.length} deliveries on this page wait`;
  return (
    <li className="wrap-anywhere">
      <span className="font-medium">{isDisabled ? "Disabled" : "Paused"}:</span> {subject} for “
      {first.webhookName}” to be enabled.{" "}
      {!isDisabled && (
        <TextLink href={incidentListHref({ webhookId: first.webhookId })}>
          View its incident<span className="sr-only"> ({first.webhookName})</span>
        </TextLink>
      )}
    </li>
  );
}
