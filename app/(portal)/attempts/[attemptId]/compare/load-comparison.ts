import { redirect } from "next/navigation";
import type { AttemptChoice } from "@/components/history/comparison/attempt-choices";
import { compareHref } from "@/components/history/history-href";
import { type AttemptOfDelivery, findAttempt } from "@/lib/deliveries/comparison/find-attempt";
import { findLastGoodAttempt } from "@/lib/deliveries/comparison/find-last-good";
import { listHistory } from "@/lib/deliveries/history";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";
import type { Scope } from "@/lib/scope/scope";

/** The most attempts to select from: of the same delivery first, then of the webhook's newest deliveries. */
const maxChoices = 12;

/**
 * Finds the attempt to compare with. Without an ID in the URL, redirects to the URL with the webhook's last successful attempt, so that the
 * URL always shows the same comparison. Null if there is none; `error` says why the given ID cannot be used.
 */
export async function findOtherAttempt(
  scope: Scope,
  current: AttemptOfDelivery,
  typedId: string | undefined,
): Promise<{ other: AttemptOfDelivery | null; error?: string }> {
  const { id } = current.attempt;
  if (!typedId) {
    const goodId = await findLastGoodAttempt(scope, current);
    if (goodId) redirect(compareHref(id, goodId));
    return { other: null };
  }
  if (typedId.toLowerCase() === id) return { other: null, error: "Enter the ID of another attempt." };
  const other = await findAttempt(scope, typedId);
  return other ? { other } : { other, error: `There is no attempt with the ID “${typedId.slice(0, 40)}”.` };
}

/** Lists recent attempts of the same delivery and of the same webhook. */
export async function listAttemptChoices(
  scope: Scope,
  { attempt, delivery }: AttemptOfDelivery,
): Promise<AttemptChoice[]> {
  const { webhookId, traceId } = delivery;
  const { items } = await listHistory(scope, { webhookId, limit: maxChoices });
  return [delivery, ...items.filter((item) => item.traceId !== traceId)]
    .flatMap((item: DeliveryWithAttempts) => item.attempts.map((choice) => ({ choice, item })))
    .filter(({ choice }) => choice.id !== attempt.id && choice.outcome !== null)
    .slice(0, maxChoices)
    .map(({ choice, item }) => ({
      attempt: choice,
      ofSameDelivery: item.traceId === traceId,
      eventTitle: item.eventTitle,
      entityId: item.entityId,
    }));
}
