import { catalogue } from "../catalogue/event-types";
import { env } from "../env";
import { checkCustomHeaders } from "../http/check-headers";
import { checkReceiverUrl } from "../http/check-url";
import { conditionError } from "./condition";
import type { TriggerInput } from "./schema";

/** A setting that cannot be saved: which one, and what to do about it. */
export interface WrongSetting {
  /** The path of the setting, such as "url" or "triggers.2". */
  field: string;
  /** Stable, such as "url_address_refused". */
  code: string;
  message: string;
}

interface Settings {
  url?: string | undefined;
  triggers?: readonly TriggerInput[] | undefined;
  headers?: Record<string, string | null> | undefined;
  signatureHeader?: string | undefined;
}

/** Everything about a webhook's settings that its schema alone cannot say. Empty when all of it can be saved. */
export async function checkSettings(settings: Settings): Promise<WrongSetting[]> {
  return [
    ...(await wrongUrl(settings.url)),
    ...(await wrongTriggers(settings.triggers ?? [])),
    ...wrongHeaders(settings.headers ?? {}, settings.signatureHeader),
  ];
}

async function wrongUrl(url: string | undefined): Promise<WrongSetting[]> {
  if (url === undefined) return [];
  const checked = await checkReceiverUrl(url, env().HOOKLEDGER_ALLOWED_NETWORKS);
  return checked.ok ? [] : [{ field: "url", code: checked.code, message: checked.message }];
}

async function wrongTriggers(triggers: readonly TriggerInput[]): Promise<WrongSetting[]> {
  const types = await catalogue();
  return triggers.flatMap(({ eventType, condition }, index): WrongSetting[] => {
    const field = `triggers.${index}`;
    if (eventType !== "*" && !types.has(eventType)) {
      const message = `There is no event type "${eventType}". GET /api/v1/event-types lists them all.`;
      return [{ field, code: "unknown_event_type", message }];
    }
    const fault = condition === null ? null : conditionError(condition);
    return fault === null ? [] : [{ field, code: "condition_invalid", message: fault }];
  });
}

function wrongHeaders(
  headers: Record<string, string | null>,
  signatureHeader: string | undefined,
): WrongSetting[] {
  const kept = Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== null),
  );
  const checked = checkCustomHeaders(kept);
  if (!checked.ok)
    return [{ field: `headers.${checked.name}`, code: "header_refused", message: checked.message }];
  if (signatureHeader === undefined) return [];
  // The signature's own header stands under the same rules, but for the name that it may have.
  const taken = Object.keys(kept).find((name) => name.toLowerCase() === signatureHeader.toLowerCase());
  if (taken !== undefined) {
    const message = `The header ${taken} carries the signature. Give the custom header another name.`;
    return [{ field: `headers.${taken}`, code: "header_refused", message }];
  }
  if (signatureHeader.toLowerCase() === "x-pl-signature") return [];
  const own = checkCustomHeaders({ [signatureHeader]: "" });
  return own.ok ? [] : [{ field: "signatureHeader", code: "header_refused", message: own.message }];
}
