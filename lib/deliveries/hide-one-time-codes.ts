import { hideCodes } from "./hide-codes";
import { hidePublicSignatures } from "./public-signatures";
import { readCodesOfEvents } from "./read-one-time-codes";
import type { AttemptView, DeliveryWithAttempts } from "./schema";

/**
 * Masks one-time codes in the URLs, headers, errors and state reasons of deliveries, for the portal's pages. Bodies are read separately
 * (payloads.ts).
 */
export async function hideOneTimeCodes(deliveries: DeliveryWithAttempts[]): Promise<DeliveryWithAttempts[]> {
  const codesByEvent = await readCodesOfEvents(
    deliveries.map(({ eventId, eventType }) => ({ id: eventId, type: eventType })),
  );
  return deliveries.map((delivery) => {
    const codes = codesByEvent.get(delivery.eventId);
    if (!codes) return delivery;
    const { stateReason, attempts } = delivery;
    return {
      ...delivery,
      stateReason: stateReason && hideCodes(stateReason, codes),
      attempts: attempts.map((attempt) => hideInAttempt(attempt, codes)),
    };
  });
}

function hideInAttempt(attempt: AttemptView, codes: string[]): AttemptView {
  const { destination, requestHeaders, responseHeaders, error } = attempt;
  const hide = (text: string) => hideCodes(text, codes);
  return {
    ...attempt,
    destination: destination && hide(destination),
    requestHeaders: requestHeaders && mapValues(requestHeaders, (value) => hide(hidePublicSignatures(value))),
    responseHeaders: responseHeaders && mapValues(responseHeaders, hide),
    error: error && {
      code: error.code,
      message: hide(error.message),
      cause: hide(error.cause),
      nextAction: error.nextAction && hide(error.nextAction),
    },
  };
}

function mapValues(
  record: Record<string, string>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
