import { loanSample } from "../../catalogue/builtin/loanpro-fields";
import { within } from "../../evaluation/steps";
import { CannotRender, type Destination, type EventFacts } from "../dialect";
import type { Place } from "../template/escape";
import { isTemplate, renderTemplate, templateError, templateScope } from "../template/template";
import { fillUrl, urlTemplateError } from "../template/url";
import { buildContext } from "./variables";

const bare: EventFacts = {
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

/** What every template is tried with before it is saved: an event that has all, and one that has nothing. */
const samples = [
  { ...bare, data: loanSample, changes: { loanStatus: { from: "Open", to: "Closed" } } },
  bare,
];

interface Fault {
  field: string;
  message: string;
}
interface BodyTemplate {
  bodyTemplate?: string | undefined;
  place: Place;
}

/** All templates of a webhook, tried with both samples. */
const mostSteps = 200_000;

/** What is wrong with a webhook's templates: each by its field, with line and column. */
export function checkTemplates(destination: Destination, body: BodyTemplate): Fault[] {
  const checked = within({ left: mostSteps }, () => faultsOf(destination, body));
  if (checked) return checked.value;
  const message = `The templates take more than ${mostSteps.toLocaleString("en")} steps together. Make them simpler.`;
  return [{ field: "options.bodyTemplate", message }];
}

function faultsOf({ url, headers }: Destination, { bodyTemplate, place }: BodyTemplate): Fault[] {
  const faults = [
    { field: "url", message: wrong(url, (scope) => fillUrl(url, scope), urlTemplateError(url)) },
    ...Object.entries(headers).map(([name, value]) => ({
      field: `headers.${name}`,
      message: wrong(value, (scope) => renderTemplate(value, "header", scope)),
    })),
    {
      field: "options.bodyTemplate",
      message: bodyTemplate
        ? wrong(bodyTemplate, (scope) => renderTemplate(bodyTemplate, place, scope), null, true)
        : null,
    },
  ];
  return faults.flatMap(({ field, message }) => (message === null ? [] : [{ field, message }]));
}

function wrong(
  template: string,
  render: (scope: ReturnType<typeof templateScope>) => string,
  fault: string | null = null,
  always = false,
): string | null {
  if (!always && !isTemplate(template)) return null;
  const unreadable = fault ?? templateError(template);
  if (unreadable !== null) return unreadable;
  try {
    for (const sample of samples) render(templateScope(sample, buildContext(sample)));
    return null;
  } catch (error) {
    if (error instanceof CannotRender) return error.message;
    throw error;
  }
}
