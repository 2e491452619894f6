import { randomBytes } from "node:crypto";
import { z } from "zod";
import { neverPause } from "../../failure-policy/schema";
import { writeJson } from "../../json/write-json";
import type { Dialect } from "../dialect";
import { buildJsonBody } from "../json-body";
import { buildSignatureHeaders } from "../sign-body";
import { buildFineractBody } from "./body";
import { toEntityAction } from "./entity-action";
import { encodeForm } from "./form-body";
import { writeGsonJson } from "./gson-body";

/** The ID of a Fineract tenant, which is sent in a header. */
export const tenantIdSchema = z
  .string()
  .regex(/^[\w.-]{1,100}$/, "The tenant ID can contain only letters, digits, dots, hyphens and underscores.");

const optionsSchema = z.strictObject({
  contentType: z.enum(["json", "form"]).default("json"),
  /** How JSON is written. Embarc's page has no number in `request` and no character that Gson escapes, so both styles fit it. */
  jsonStyle: z.enum(["fineract", "plain"]).default("fineract").meta({
    title: "JSON style",
    description:
      "fineract: as a running Fineract writes it, with each number of the request as a double (1.0), and < > & = ' as JSON escapes. plain: numbers and characters as they were sent.",
  }),
  /** How a form represents nested objects: like Fineract, or with one field for each leaf, as Embarc's page says. */
  formStyle: z.enum(["fineract", "dotted"]).default("fineract").meta({
    description:
      "fineract: each nested object as one field, {firstname=Alice}. dotted: one field for each value, request.firstname=Alice.",
  }),
  /** Sent as Fineract-Platform-TenantId. */
  tenantId: tenantIdSchema.default("default"),
  endpoint: z
    .string()
    .max(500)
    .regex(/^[\x21-\x7e]*$/, "The endpoint can contain only printable ASCII characters and no spaces.")
    .default("")
    .meta({
      description:
        "The URL of the lender's Fineract API up to the version, such as https://fineract.example.com/fineract-provider/api/. Sent as X-Fineract-Endpoint; if it is empty, the header is omitted.",
    }),
  /** Whether the body is signed (X-Embarc-Signature). */
  signature: z.boolean().default(true),
  /** The name from the hooks API: the name of a template ("Web"), or free text. */
  hookName: z.string().min(1).max(100).default("Web"),
  /** Which `name` the hooks API returns. In Fineract it is always a template's; on Embarc's page, a hook is created with any name. */
  nameStyle: z.enum(["template", "given"]).default("template").meta({
    description:
      "The name that the hooks API shows. template: Web, as in Fineract, so that the Mifos web app shows the URL. given: the hook name.",
  }),
  unnamedAs: z.string().max(200).optional().meta({
    description:
      "The name of the webhook for which a client of the hooks API saved an empty display name. That API shows no display name until the webhook is renamed.",
  }),
  /** Fineract's ID of a user-generated document. Stored for Fineract's clients, but without effect. */
  templateId: z.int().min(0).default(0),
});
export type FineractOptions = z.output<typeof optionsSchema>;

const toPrintable = (text: string) => text.replace(/[^\x21-\x7e]/g, "_");

/**
 * Hooks of Apache Fineract (WebHookProcessor and WebHookService in its source; docs/decisions/0010-fineract-hooks.md) and of Embarc,
 * which is built on Fineract. Embarc's page on webhooks suggests the signature but does not define it: here it is an HMAC-SHA256,
 * and the encoding is a setting, hex by default.
 */
export const fineract: Dialect<FineractOptions> = {
  id: "fineract",
  title: "Embarc / Apache Fineract (hook)",
  description: "Entity, action, user, request and response, as JSON or as a form.",
  ownSignature: true,
  methods: ["POST"],
  options: optionsSchema,
  defaults: {
    successRule: "2xx",
    signatureHeader: "X-Embarc-Signature",
    signatureEncoding: "hex",
    failurePolicy: neverPause,
  },
  newKey: () => randomBytes(32).toString("base64url"),
  render(event, _traceId, { contentType, jsonStyle, formStyle }) {
    const body = buildFineractBody(event);
    return contentType === "json"
      ? buildJsonBody(jsonStyle === "fineract" ? writeGsonJson(body) : writeJson(body), "utf-8")
      : { body: Buffer.from(encodeForm(body, formStyle)), contentType: "application/x-www-form-urlencoded" };
  },
  signatureFormat: ({ signatureHeader: header, signatureEncoding: encoding, options: { signature } }) =>
    signature ? { kind: "body", header, previousHeader: `${header}-Previous`, encoding, prefix: "" } : null,
  headers(signingInput) {
    const { eventType, entityType, options } = signingInput;
    const { entityName, actionName } = toEntityAction(eventType, entityType);
    return {
      "X-Fineract-Entity": toPrintable(entityName),
      "X-Fineract-Action": toPrintable(actionName),
      "Fineract-Platform-TenantId": options.tenantId,
      ...(options.endpoint === "" ? {} : { "X-Fineract-Endpoint": options.endpoint }),
      ...(options.signature ? buildSignatureHeaders(signingInput) : {}),
    };
  },
};
