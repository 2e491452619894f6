import { loadCatalogue } from "../catalogue/event-types";
import { dialectOf } from "../dialects";
import { keyError } from "../dialects/keys";
import { previousHeaders } from "../dialects/previous-headers";
import { env } from "../env";
import { checkCustomHeaders } from "../http/check-headers";
import { checkReceiverUrl } from "../http/check-url";
import type { WebhookView } from "./schema";
import { authenticationHeader } from "./secrets/authentication";
import type { StoredSettings, TriggerInput } from "./settings";
import { checkTrigger } from "./triggers";

/** A setting that cannot be saved: which one, and what to do about it. */
export interface InvalidSetting {
  /** The path of the setting, such as "url" or "triggers.2". */
  field: string;
  /** Stable, such as "url_address_refused". */
  code: string;
  message: string;
}

type CheckedColumns = "dialect" | "url" | "method" | "options" | "signatureHeader";

/** The settings of a webhook as they would be saved; triggers and key only where they change. */
interface Settings extends Pick<StoredSettings, CheckedColumns> {
  headers: Record<string, string>;
  authentication: { kind: string; header?: string } | null;
  /** The URL was checked when it was saved: renaming must not fail because a host does not resolve right now. */
  sameUrl?: boolean;
  triggers?: readonly TriggerInput[] | undefined;
  /** The triggers as saved: their conditions were checked then and are not checked again. */
  savedTriggers?: WebhookView["triggers"];
  key?: string | undefined;
}

/** Everything about a webhook's settings that its schema alone cannot say. Empty when all of it can be saved. */
export async function checkSettings(settings: Settings): Promise<InvalidSetting[]> {
  const ofDialect = wrongForDialect(settings);
  // A variable in the host makes it no URL at all; which of the two is wrong, only the dialect can say.
  const urlIsSaid = settings.sameUrl || ofDialect.some(({ field }) => field === "url");
  return [
    ...(urlIsSaid ? [] : await wrongUrl(settings.url)),
    ...(await wrongTriggers(settings.triggers ?? [], settings.savedTriggers ?? [])),
    ...wrongHeaders(settings),
    ...wrongAuthentication(settings),
    ...ofDialect,
  ];
}

async function wrongUrl(url: string): Promise<InvalidSetting[]> {
  const checked = await checkReceiverUrl(url, env().HOOKLEDGER_ALLOWED_NETWORKS);
  return checked.ok ? [] : [{ field: "url", code: checked.code, message: checked.message }];
}

async function wrongTriggers(
  triggers: readonly TriggerInput[],
  saved: WebhookView["triggers"],
): Promise<InvalidSetting[]> {
  const types = await loadCatalogue();
  const invalid = triggers.map(async (trigger, index): Promise<InvalidSetting[]> => {
    const { eventType, version } = trigger;
    const field = `triggers.${index}`;
    const current = types.get(eventType)?.version;
    if (eventType !== "*" && current === undefined) {
      const message = `There is no event type "${eventType}". GET /api/v1/event-types lists them all.`;
      return [{ field, code: "unknown_event_type", message }];
    }
    if (version !== null && version > (current ?? 0)) {
      const message =
        current === undefined
          ? "All events are taken in whatever version they come: leave the version out."
          : `"${eventType}" has no version ${version}; the current one is ${current}.`;
      return [{ field, code: "unknown_version", message }];
    }
    const { error } = await checkTrigger(trigger, saved);
    return error === null ? [] : [{ field, code: "condition_invalid", message: error }];
  });
  return (await Promise.all(invalid)).flat();
}

function wrongHeaders({ headers, signatureHeader, dialect: id }: Settings): InvalidSetting[] {
  const dialect = dialectOf(id);
  const checked = checkCustomHeaders(headers);
  if (!checked.ok)
    return [{ field: `headers.${checked.name}`, code: "header_refused", message: checked.message }];
  // The signature's own header stands under the same rules, but for the names that it may have.
  const signed = signatureHeaders(signatureHeader);
  const taken = signed.map((name) => sameName(Object.keys(headers), name)).find((name) => name !== undefined);
  if (taken !== undefined) {
    const message = `The header ${taken} carries a signature. Give the custom header another name.`;
    return [{ field: `headers.${taken}`, code: "header_refused", message }];
  }
  if (signatureHeader.toLowerCase() === dialect.defaults.signatureHeader.toLowerCase()) return [];
  if (!dialect.ownSignature) {
    const message = `${dialect.title} carries its signature in ${dialect.defaults.signatureHeader}.`;
    return [{ field: "signatureHeader", code: "header_refused", message }];
  }
  const own = checkCustomHeaders({ [signatureHeader]: "" });
  return own.ok ? [] : [{ field: "signatureHeader", code: "header_refused", message: own.message }];
}

function wrongAuthentication({ headers, signatureHeader, authentication }: Settings): InvalidSetting[] {
  if (!authentication) return [];
  const name = authenticationHeader(authentication);
  const field = authentication.kind === "apiKey" ? "authentication.header" : "authentication";
  const taken = sameName([...Object.keys(headers), ...signatureHeaders(signatureHeader)], name);
  if (taken !== undefined) {
    const message = `The header ${taken} is needed for signing in at the receiver. Remove it from the others.`;
    return [{ field, code: "header_refused", message }];
  }
  const checked = checkCustomHeaders({ [name]: "" });
  return checked.ok ? [] : [{ field, code: "header_refused", message: checked.message }];
}

function wrongForDialect({ dialect: id, url, method, options, headers, key }: Settings): InvalidSetting[] {
  const dialect = dialectOf(id);
  const invalid: InvalidSetting[] = [];
  if (!(dialect.methods as readonly string[]).includes(method)) {
    const message = `${dialect.title} sends by ${dialect.methods.join(", ")} only.`;
    invalid.push({ field: "method", code: "method_refused", message });
  }
  const parsed = dialect.options.safeParse(options);
  if (!parsed.success) {
    return [
      ...invalid,
      ...parsed.error.issues.map(({ path, message }) => ({
        field: ["options", ...path].join("."),
        code: "option_invalid",
        message,
      })),
    ];
  }
  const fault = key === undefined ? undefined : keyError(dialect, key, parsed.data);
  if (fault) invalid.push({ field: "key", code: "key_invalid", message: fault });
  const faults = dialect.check?.({ url, headers }, parsed.data) ?? [];
  return [...invalid, ...faults.map((fault) => ({ ...fault, code: "template_invalid" }))];
}

/** Where signatures stand, those of replaced keys included: a header of the same name would arrive together with them. */
function signatureHeaders(first: string): string[] {
  return [first, ...previousHeaders(`${first}-Previous`)];
}

function sameName(names: readonly string[], wanted: string): string | undefined {
  return names.find((name) => name.toLowerCase() === wanted.toLowerCase());
}
