import { loanSample } from "../../catalogue/builtin/loanpro-fields";
import { runWithin } from "../../evaluation/steps";
import { CannotRender, type EventFacts, type UrlAndHeaders } from "../dialect";
import type { OutputKind } from "../template/escape";
import { buildTemplateScope, findTemplateError, isTemplate, renderTemplate } from "../template/template";
import { fillUrl, findUrlTemplateError } from "../template/url";
import { buildContext } from "./variables";

const minimalEvent: EventFacts = {
  id: "00000000-0000-7000-8000-000000000000",
  type: "PaymentPosted",
  title: "Payment Posted to account",
  entityType: "Loan",
  entityId: loanSample.loanDisplayId,
  partnerId: null,
  occurredAt: new Date("2026-02-14T18:44:19Z"),
  data: {},
  changes: null,
};

/** Every template is rendered with these events before it is saved: one event with all fields, and one without data. */
const sampleEvents = [
  { ...minimalEvent, data: loanSample, changes: { loanStatus: { from: "Open", to: "Closed" } } },
  minimalEvent,
];

interface TemplateError {
  field: string;
  message: string;
}
interface BodyTemplate {
  bodyTemplate?: string | undefined;
  outputKind: OutputKind;
}

/** The maximum number of steps for all templates of a webhook together, each rendered with both sample events. */
const maxSteps = 200_000;

/** Finds the errors in a webhook's templates, each with its field. A message starts with line and column if they are known. */
export function checkTemplates(destination: UrlAndHeaders, body: BodyTemplate): TemplateError[] {
  const checked = runWithin({ stepsLeft: maxSteps }, () => listFieldErrors(destination, body));
  if (checked) return checked.value;
  const message = `Together, the templates take more than ${maxSteps.toLocaleString("en")} steps. Simplify them.`;
  return [{ field: "options.bodyTemplate", message }];
}

function listFieldErrors(
  { url, headers }: UrlAndHeaders,
  { bodyTemplate, outputKind }: BodyTemplate,
): TemplateError[] {
  const errors = [
    { field: "url", message: findFieldError(url, (scope) => fillUrl(url, scope), findUrlTemplateError(url)) },
    ...Object.entries(headers).map(([name, value]) => ({
      field: `headers.${name}`,
      message: findFieldError(value, (scope) => renderTemplate(value, "header", scope)),
    })),
    {
      field: "options.bodyTemplate",
      message: bodyTemplate
        ? findFieldError(bodyTemplate, (scope) => renderTemplate(bodyTemplate, outputKind, scope), null, true)
        : null,
    },
  ];
  return errors.flatMap(({ field, message }) => (message === null ? [] : [{ field, message }]));
}

function findFieldError(
  template: string,
  render: (scope: ReturnType<typeof buildTemplateScope>) => string,
  knownError: string | null = null,
  isAlwaysTemplate = false,
): string | null {
  if (!isAlwaysTemplate && !isTemplate(template)) return null;
  const error = knownError ?? findTemplateError(template);
  if (error !== null) return error;
  try {
    for (const sample of sampleEvents) render(buildTemplateScope(sample, buildContext(sample)));
    return null;
  } catch (error) {
    if (error instanceof CannotRender) return error.message;
    throw error;
  }
}
