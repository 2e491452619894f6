import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { controlClass, Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { describeType } from "./describe-schema";
import type { OperationView, ParameterView } from "./operation-view";

/** A control for each parameter, and one for the body. */
export function TryFields({
  operation,
  parameters,
  body,
  onParameter,
  onBody,
}: {
  operation: OperationView;
  parameters: Record<string, string>;
  body: string;
  onParameter: (name: string, value: string) => void;
  onBody: (body: string) => void;
}) {
  return (
    <>
      {operation.parameters.length > 0 && (
        <div className="grid gap-3 sm:grid-cols-2">
          {operation.parameters.map((parameter) => (
            <Field key={parameter.name} label={parameter.name} optional={!parameter.required}>
              {renderControl(parameter, parameters[parameter.name] ?? "", (value) =>
                onParameter(parameter.name, value),
              )}
            </Field>
          ))}
        </div>
      )}
      {operation.body && (
        <Field label="Body" optional={!operation.body.required}>
          <textarea
            className={cn(controlClass, "py-1.5 font-mono text-xs touch:text-base")}
            rows={Math.min(16, body.split("\n").length + 1)}
            spellCheck={false}
            value={body}
            onChange={(event) => onBody(event.target.value)}
          />
        </Field>
      )}
    </>
  );
}

function renderControl({ schema }: ParameterView, value: string, onChange: (value: string) => void) {
  if (schema.enum) {
    return (
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">any</option>
        {schema.enum.map((choice) => (
          <option key={String(choice)}>{String(choice)}</option>
        ))}
      </Select>
    );
  }
  return (
    <Input
      spellCheck={false}
      autoComplete="off"
      placeholder={describeType(schema)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
