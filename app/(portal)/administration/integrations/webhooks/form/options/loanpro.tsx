"use client";

import { useState } from "react";
import { RadioOption } from "@/components/domain/radio-option";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { settingError } from "../setting-error";
import { type OptionProps, optionSchemas } from "./option-props";
import { SchemaOptions } from "./schema-options";
import { TemplateHelp } from "./template-help";
import { VariablePicker } from "./variable-picker";

/** LoanPro's own body with the variables that are picked, or a template. What was typed of the other one comes back. */
export function LoanProOptions({ dialect, options, errors, set }: OptionProps) {
  const { variables, bodyTemplate, contentType } = options;
  const [custom, setCustom] = useState(typeof bodyTemplate === "string" && bodyTemplate !== "");
  const [aside, setAside] = useState<OptionProps["options"]>({});
  const schemas = optionSchemas(dialect);
  const choose = (template: boolean) => {
    if (template === custom) return;
    setCustom(template);
    setAside({ variables, bodyTemplate, contentType });
    set(
      template
        ? {
            variables: undefined,
            bodyTemplate: aside.bodyTemplate ?? starter,
            contentType: aside.contentType,
          }
        : { variables: aside.variables, bodyTemplate: undefined, contentType: undefined },
    );
  };
  return (
    <>
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium">Body</legend>
        <RadioOption
          name="loanpro-body"
          label="LoanPro's"
          hint="The event's title, and a context with the variables you pick."
          checked={!custom}
          onChange={() => choose(false)}
        />
        <RadioOption
          name="loanpro-body"
          label="A template of your own"
          hint="Any JSON, form, XML or text, with the event's values where you want them."
          checked={custom}
          onChange={() => choose(true)}
        />
      </fieldset>
      {custom ? (
        <>
          <Field label="Content type of the body" error={settingError(errors, "options.contentType")}>
            <Select
              className="sm:w-96"
              value={String(contentType ?? schemas.contentType?.default ?? "")}
              onChange={(event) => set({ contentType: event.target.value })}
            >
              {schemas.contentType?.enum?.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </Select>
          </Field>
          <Field label="Body template" error={settingError(errors, "options.bodyTemplate")}>
            <Textarea
              className="field-sizing-content max-h-96 min-h-40"
              value={String(bodyTemplate ?? "")}
              onChange={(event) => set({ bodyTemplate: event.target.value })}
            />
          </Field>
        </>
      ) : (
        <VariablePicker
          names={schemas.variables?.examples ?? []}
          chosen={Array.isArray(variables) ? variables.map(String) : []}
          error={settingError(errors, "options.variables")}
          onChange={(names) => set({ variables: names })}
        />
      )}
      {(contentType ?? "application/json") === "application/json" && (
        <SchemaOptions dialect={dialect} options={options} errors={errors} set={set} only={["charset"]} />
      )}
      <TemplateHelp />
    </>
  );
}

const starter = `{
  "event": "{{ event.title }}",
  "loan": "{{ entity.id }}",
  "amountDue": {{ data.amountDue | json }}
}`;
