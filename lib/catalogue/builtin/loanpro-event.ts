import type { BuiltinEventType, JsonSchema } from "./event-type";
import { date, looseObject, money, personalText, text, textList } from "./fields";
import { loanFields, loanSample } from "./loanpro-fields";

type OwnFields = { readonly [name: string]: readonly [schema: JsonSchema, sample: unknown] };

/** Builds a LoanPro event type. `ownFields` are the fields that not every LoanPro event has, each with a sample value. */
export function loanEvent(
  group: string,
  name: string,
  title: string,
  description: string,
  ownFields: OwnFields,
  loan: Partial<typeof loanSample> = {},
): BuiltinEventType {
  const entries = Object.entries(ownFields);
  return {
    name,
    title,
    description,
    entityType: "Loan",
    group,
    system: "LoanPro",
    deprecated: false,
    schema: looseObject({
      ...loanFields,
      ...Object.fromEntries(entries.map(([key, [schema]]) => [key, schema])),
    }),
    sample: {
      entityId: loanSample.loanDisplayId,
      data: {
        ...loanSample,
        ...loan,
        ...Object.fromEntries(entries.map(([key, [, sample]]) => [key, sample])),
      },
    },
  };
}

/** A field's schema with its sample value. */
export const amountWithSample = (description: string, sample: number) =>
  [money(description), sample] as const;
export const dateWithSample = (description: string, sample: string) => [date(description), sample] as const;
export const textWithSample = (description: string, sample: string) => [text(description), sample] as const;
export const personalTextWithSample = (description: string, sample: string) =>
  [personalText(description), sample] as const;
export const changedFieldNamesWithSample = (...sample: string[]) =>
  [textList("Changed fields"), sample] as const;
