import { findEventTypeWithSample } from "../catalogue/samples";
import { currentTime } from "../clock";
import { seal } from "../crypto/seal";
import { getDialect } from "../dialects";
import { CannotRender, type DialectOptions, type EventFacts } from "../dialects/dialect";
import { neverPause } from "../failure-policy/schema";
import { normalizeUrl } from "../http/normalize-url";
import { can, requirePermission, type Scope } from "../scope/scope";
import { authenticationHeaderName, toAuthenticationColumns } from "../webhooks/secrets/authentication";
import { type Authentication, hiddenValue } from "../webhooks/secrets/authentication-schema";
import { sealContext } from "../webhooks/secrets/sealed-values";
import { signRequest, type WebhookForSending } from "../webhooks/signing/sign-request";
import { findPastEvent, listPastEventChoices } from "./past-events";
import type { PreviewRequestInput } from "./schema";

export interface PreviewChoice {
  /** The ID of a past event, or "sample" for the catalog's sample. */
  id: string;
  entityId: string;
  occurredAt: string | null;
}

/** The request that a webhook with the form's settings would send for one event. */
export interface Preview {
  event: PreviewChoice;
  /** The events to choose from, newest first. */
  choices: PreviewChoice[];
  method: string;
  url: string;
  headers: { name: string; value: string }[];
  /** Null for GET. */
  body: string | null;
  /** Variables that the templates use and this event lacks. */
  missingVariables: string[];
  /** The settings that are invalid or cannot be rendered, with a message for each. */
  errors: { field: string; message: string }[];
}

export type PreviewRequestResult =
  | { ok: true; preview: Preview }
  | { ok: false; rejected: "unknown_event_type" };

const placeholderId = "00000000-0000-7000-8000-000000000000";
const maxShownBodyLength = 65_536;

/**
 * Builds the request that a webhook with unsaved settings would send for a past event, or for the catalog's sample. Nothing is sent, and
 * no secret is read: saved secrets are shown as "********".
 */
export async function previewRequest(
  scope: Scope,
  input: PreviewRequestInput,
): Promise<PreviewRequestResult> {
  requirePermission(scope, "webhooks:write");
  const sample = await loadSampleEvent(scope, input.eventType);
  if (!sample) return { ok: false, rejected: "unknown_event_type" };
  const pastEvents = can(scope, "deliveries:read") ? await listPastEventChoices(scope, input.eventType) : [];
  const wantedEvent =
    pastEvents.length === 0 || input.eventId === "sample"
      ? null
      : await findPastEvent(scope, input.eventType, input.eventId);
  const event = wantedEvent ?? sample;
  const choices = [
    ...pastEvents.map(toChoice),
    { id: "sample", entityId: sample.entityId, occurredAt: null },
  ];
  const chosen = wantedEvent ? toChoice(wantedEvent) : (choices.at(-1) as PreviewChoice);

  const dialect = getDialect(input.dialect);
  const parsed = dialect.options.safeParse(input.options);
  const { url, method } = input;
  const asTyped = { event: chosen, choices, method, url, headers: [], body: null, missingVariables: [] };
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({
      field: ["options", ...path].join("."),
      message,
    }));
    return { ok: true, preview: { ...asTyped, errors } };
  }
  const headers = Object.fromEntries(
    Object.entries(input.headers).map(([name, value]) => [name, value ?? hiddenValue]),
  );
  const errors = dialect.checkTemplates?.({ url, headers }, parsed.data) ?? [];
  if (errors.length > 0) return { ok: true, preview: { ...asTyped, errors } };
  const missingVariables = dialect.listMissingVariables?.({ url, headers }, parsed.data, event) ?? [];
  try {
    const rendered = await renderRequest(input, parsed.data, headers, event);
    return { ok: true, preview: { ...asTyped, ...rendered, missingVariables, errors: [] } };
  } catch (error) {
    if (!(error instanceof CannotRender)) throw error;
    return {
      ok: true,
      preview: { ...asTyped, missingVariables, errors: [{ field: "templates", message: error.message }] },
    };
  }
}

type PastEventChoice = Pick<EventFacts, "id" | "entityId" | "occurredAt">;

function toChoice({ id, entityId, occurredAt }: PastEventChoice): PreviewChoice {
  return { id, entityId, occurredAt: occurredAt.toISOString() };
}

async function loadSampleEvent(scope: Scope, eventType: string): Promise<EventFacts | null> {
  const type = await findEventTypeWithSample(eventType);
  if (!type) return null;
  const { name, title, entityType, sample } = type;
  return {
    id: placeholderId,
    type: name,
    title,
    entityType,
    partnerId: scope.partnerId,
    ...sample,
    occurredAt: currentTime(),
    changes: null,
  };
}

/**
 * Renders the request and signs it like every attempt, but twice, with two random keys. A header whose two values differ is a signature,
 * which is hidden because it was not computed with the webhook's key.
 */
async function renderRequest(
  input: PreviewRequestInput,
  options: DialectOptions,
  headers: Record<string, string>,
  event: EventFacts,
) {
  const dialect = getDialect(input.dialect);
  const { body, contentType } = dialect.render(event, placeholderId, options);
  const attempt = {
    traceId: placeholderId,
    eventType: event.type,
    entityType: event.entityType,
    contentType,
    event,
    number: "1",
    sequence: input.sequence ? "1" : null,
    simulated: false,
    sentAt: currentTime(),
    body: input.method === "GET" ? Buffer.alloc(0) : body,
  };
  const sign = () =>
    signRequest(toPreviewedWebhook(input, options, headers, dialect.newKey(options)), attempt);
  const [request, secondRequest] = await Promise.all([sign(), sign()]);
  const authenticationHeader = input.authentication && authenticationHeaderName(input.authentication);
  return {
    url: normalizeUrl(request.url),
    headers: Object.entries(request.headers).map(([name, value]) => ({
      name,
      value:
        name === authenticationHeader
          ? hiddenValue
          : secondRequest.headers[name] === value
            ? value
            : "(calculated for each attempt)",
    })),
    body:
      input.method === "GET" ? null : Buffer.from(request.body).toString("utf8").slice(0, maxShownBodyLength),
  };
}

function toPreviewedWebhook(
  input: PreviewRequestInput,
  options: DialectOptions,
  headers: Record<string, string>,
  key: string,
): WebhookForSending {
  const { eventType: _type, eventId: _event, headers: _headers, authentication, ...settings } = input;
  const id = placeholderId;
  return {
    ...settings,
    // The settings from `name` to `orderAfterFailure` do not change the request.
    name: "",
    retryDelays: [],
    timeoutSeconds: 1,
    successRule: "2xx",
    failurePolicy: neverPause,
    owner: null,
    selfHealing: false,
    maxRequestsPerSecond: null,
    ordered: false,
    orderAfterFailure: "wait",
    options,
    id,
    keySealed: seal(key, sealContext.key(id)),
    previousKeysSealed: [],
    headersSealed: seal(JSON.stringify(headers), sealContext.headers(id)),
    authenticationSealed: authentication
      ? toAuthenticationColumns(id, makePlaceholderAuthentication(authentication)).authenticationSealed
      : null,
  };
}

/** Makes receiver authentication of this kind with placeholder values: the preview shows where the secret is sent, but hides its value. */
function makePlaceholderAuthentication({
  kind,
  header,
  field,
}: NonNullable<PreviewRequestInput["authentication"]>): Authentication {
  if (kind === "basic") return { kind, username: "-", password: "-" };
  if (kind === "apiKey") return { kind, header: header ?? "X-API-Key", value: "-" };
  if (kind === "bodyField") return { kind, field: field || "key", value: hiddenValue };
  if (kind === "bearer") return { kind, token: "-" };
  return { kind, secret: "-".repeat(32), lifetimeSeconds: 300 };
}
