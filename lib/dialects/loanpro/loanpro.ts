import { randomBytes } from "node:crypto";
import { z } from "zod";
import { runWithin } from "../../evaluation/steps";
import { neverPause } from "../../failure-policy/schema";
import { writeJson } from "../../json/write-json";
import { ownProperty } from "../../own-property";
import { CannotRender, type Dialect, type EventFacts, type UrlAndHeaders } from "../dialect";
import { buildJsonBody, charsetSchema } from "../json-body";
import { buildSignatureHeaders } from "../sign-body";
import type { OutputKind } from "../template/escape";
import {
  buildTemplateScope,
  isTemplate,
  listMissingVariables,
  maxTemplateLength,
  renderTemplate,
} from "../template/template";
import { fillUrl } from "../template/url";
import { checkTemplates } from "./check-templates";
import { buildContext, variableNames } from "./variables";

const contentTypes = [
  "application/json",
  "application/x-www-form-urlencoded",
  "text/plain",
  "application/xml",
] as const;

/** How values are escaped in a body of each content type. */
const outputKindByContentType: Record<(typeof contentTypes)[number], OutputKind> = {
  "application/json": "json",
  "application/x-www-form-urlencoded": "form",
  "text/plain": "text",
  "application/xml": "xml",
};

const knownVariables = new Set(variableNames);

const optionsSchema = z
  .strictObject({
    variables: z
      .array(
        z.string().refine((name) => knownVariables.has(name), {
          error: ({ input }) =>
            `There is no variable "${String(input).slice(0, 100)}". The available variables include ${variableNames.slice(0, 3).join(", ")}.`,
        }),
      )
      .max(100)
      .optional()
      .meta({
        title: "Variables",
        description:
          "The fields to include in the context. If no fields are chosen, the context has all of the event's fields.",
        examples: [...variableNames],
      }),
    bodyTemplate: z.string().max(maxTemplateLength).optional().meta({
      title: "Body template",
      description:
        "A custom body, in Liquid. Without a template, the body has LoanPro's eventName and context.",
    }),
    contentType: z.enum(contentTypes).default("application/json").meta({ title: "Body content type" }),
    charset: charsetSchema,
  })
  .refine(({ bodyTemplate, contentType }) => bodyTemplate || contentType === "application/json", {
    path: ["contentType"],
    message:
      "Without a body template, the content type must be application/json. Add a template or change the content type.",
  });
type LoanProOptions = z.output<typeof optionsSchema>;

/**
 * LoanPro's webhooks: the event's title and the chosen variables, or templates for URL, headers and body. LoanPro does not sign its
 * requests; the signature is an addition, which existing receivers ignore.
 */
export const loanpro: Dialect<LoanProOptions> = {
  id: "loanpro",
  title: "LoanPro",
  description: "The event's title with the variables you choose, or templates for URL, headers and body.",
  ownSignature: true,
  methods: ["POST", "PUT", "GET", "DELETE"],
  options: optionsSchema,
  defaults: {
    successRule: "2xx",
    signatureHeader: "X-Hookledger-Signature",
    signatureEncoding: "base64",
    failurePolicy: neverPause,
  },
  newKey: () => randomBytes(32).toString("base64url"),
  checkTemplates: (destination, { bodyTemplate, contentType }) =>
    checkTemplates(destination, { bodyTemplate, outputKind: outputKindByContentType[contentType] }),
  render(event, _traceId, { variables, bodyTemplate, contentType, charset }) {
    const context = buildContext(event);
    const body = bodyTemplate
      ? renderTemplate(bodyTemplate, outputKindByContentType[contentType], buildTemplateScope(event, context))
      : writeJson({ eventName: event.title, context: pickVariables(context, variables) });
    if (contentType === "application/json") return buildJsonBody(body, charset);
    // A form is percent-encoded ASCII. Other types need a charset: without one, a servlet reads the body as ISO-8859-1.
    const charsetParameter = contentType === "application/x-www-form-urlencoded" ? "" : "; charset=UTF-8";
    return { body: Buffer.from(body), contentType: `${contentType}${charsetParameter}` };
  },
  fill(destination, event) {
    const filled = runWithin({ stepsLeft: maxDestinationTemplateSteps }, () =>
      fillDestination(destination, event),
    );
    if (filled) return filled.value;
    const maxSteps = maxDestinationTemplateSteps.toLocaleString("en");
    throw new CannotRender(
      `The URL and header templates together take more than ${maxSteps} steps. Simplify them.`,
    );
  },
  listMissingVariables: ({ url, headers }, { variables, bodyTemplate }, event) => {
    const context = buildContext(event);
    const templates = [url, ...Object.values(headers), bodyTemplate ?? ""].filter(isTemplate);
    const missingChosenVariables = bodyTemplate
      ? []
      : (variables ?? []).filter((name) => !Object.hasOwn(context, name));
    const scope = buildTemplateScope(event, context);
    return [
      ...new Set([
        ...templates.flatMap((template) => listMissingVariables(template, scope)),
        ...missingChosenVariables,
      ]),
    ];
  },
  headers: buildSignatureHeaders,
};

/**
 * The maximum number of steps (lib/evaluation/steps.ts) for the URL and all headers of one attempt together. It is the same as for a
 * single template, since the worker makes many other attempts at the same time.
 */
const maxDestinationTemplateSteps = 50_000;

function fillDestination({ url, headers }: UrlAndHeaders, event: EventFacts): UrlAndHeaders {
  const scope = buildTemplateScope(event, buildContext(event));
  return {
    url: fillUrl(url, scope),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        isTemplate(value) ? renderTemplate(value, "header", scope) : value,
      ]),
    ),
  };
}

/** Returns the chosen variables, with null for each that the event lacks; all variables if none are chosen. */
function pickVariables(context: ReturnType<typeof buildContext>, variables: LoanProOptions["variables"]) {
  if (!variables?.length) return context;
  return Object.fromEntries(variables.map((name) => [name, ownProperty(context, name) ?? null]));
}
