"use client";

import { useState } from "react";
import { RadioOption } from "@/components/domain/radio-option";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { findSettingError } from "../setting-errors";
import { OptionFields } from "./option-fields";
import { type OptionProps, readOptionSchemas } from "./option-props";
import { VariablePicker } from "./variable-picker";

/** The body in LoanPro's format with the chosen variables, or a custom template. Switching back restores the typed values. */
export function LoanProOptions({ dialect, options, errors, setOptions }: OptionProps) {
  const { variables, bodyTemplate, contentType } = options;
  const [isCustom, setIsCustom] = useState(typeof bodyTemplate === "string" && bodyTemplate !== "");
  const [previousOptions, setPreviousOptions] = useState<OptionProps["options"]>({});
  const schemas = readOptionSchemas(dialect);
  const chooseBody = (useTemplate: boolean) => {
    if (useTemplate === isCustom) return;
    setIsCustom(useTemplate);
    setPreviousOptions({ variables, bodyTemplate, contentType });
    setOptions(
      useTemplate
        ? {
            variables: undefined,
            bodyTemplate: previousOptions.bodyTemplate ?? starterTemplate,
            contentType: previousOptions.contentType,
          }
        : { variables: previousOptions.variables, bodyTemplate: undefined, contentType: undefined },
    );
  };
  return (
    <>
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium">Body</legend>
        <RadioOption
          name="loanpro-body"
          label="LoanPro format"
          hint="The event title and a context with the variables you choose."
          checked={!isCustom}
          onChange={() => chooseBody(false)}
        />
        <RadioOption
          name="loanpro-body"
          label="Custom template"
          hint="JSON, form data, XML or plain text with values from the event."
          checked={isCustom}
          onChange={() => chooseBody(true)}
        />
      </fieldset>
      {isCustom ? (
        <>
          <Field label="Body content type" error={findSettingError(errors, "options.contentType")}>
            <Select
              className="sm:w-96"
              value={String(contentType ?? schemas.contentType?.default ?? "")}
              onChange={(event) => setOptions({ contentType: event.target.value })}
            >
              {schemas.contentType?.enum?.map((value) => (
                <option key={value}>{value}</option>
              ))}
            </Select>
          </Field>
          <Field label="Body template" error={findSettingError(errors, "options.bodyTemplate")}>
            <Textarea
              className="field-sizing-content max-h-96 min-h-40"
              value={String(bodyTemplate ?? "")}
              onChange={(event) => setOptions({ bodyTemplate: event.target.value })}
            />
          </Field>
        </>
      ) : (
        <VariablePicker
          names={schemas.variables?.examples ?? []}
          chosen={Array.isArray(variables) ? variables.map(String) : []}
          error={findSettingError(errors, "options.variables")}
          onChange={(names) => setOptions({ variables: names })}
        />
      )}
      {(contentType ?? "application/json") === "application/json" && (
        <OptionFields
          dialect={dialect}
          options={options}
          errors={errors}
          setOptions={setOptions}
          only={["charset"]}
        />
      )}
      <TemplateHelp />
    </>
  );
}

const starterTemplate = `{
  "event": "{{ event.title }}",
  "loan": "{{ entity.id }}",
  "amountDue": {{ data.amountDue | json }}
}`;

const helpRows = [
  ["{{ data.amountDue }}", "A field of the event's data."],
  [
    "{{ event.title }}, {{ event.type }}, {{ event.occurredAt }}",
    "Fields of the event. event.id and event.entityType also work.",
  ],
  [
    "{{ entity.id }}",
    "The entity's ID. entity.type and the fields of the event's data, such as entity.amountDue, also work.",
  ],
  ["{{ changes.loanStatus.from }}, {{ changes.loanStatus.to }}", "The old and new value of a changed field."],
  ['{{ context["loan-display-id"] }}', "A context variable, by its LoanPro name."],
  ["{{ changes | json }}", "A whole value as JSON."],
] as const;

/** What templates can contain, collapsed by default. */
function TemplateHelp() {
  return (
    <details className="rounded-md border px-3 py-2">
      <summary className="min-h-6 cursor-pointer font-medium touch:min-h-11">
        Variables in URL, headers and body
      </summary>
      <dl className="mt-2 grid gap-2">
        {helpRows.map(([code, meaning]) => (
          <div key={code} className="grid gap-x-4 sm:grid-cols-2">
            <dt className="font-mono text-[0.8125rem] wrap-anywhere">{code}</dt>
            <dd className="text-muted-foreground">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted-foreground">
        Templates are written in Liquid, with if, for, assign and filters such as date and upcase. They work
        in the body, in custom header values, and in the path and query of the URL. Values are escaped for the
        place where they are printed. A missing variable becomes null where it stands for a whole JSON value
        or is followed by “| json”, and empty text elsewhere.
      </p>
    </details>
  );
}
