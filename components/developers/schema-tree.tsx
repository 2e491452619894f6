import { ChevronRight } from "lucide-react";
import { describeConstraints, describeType, listChildren } from "./describe-schema";
import type { SchemaView } from "./operation-view";

/** A schema as a tree of <details> elements. */
export function SchemaTree({ schema }: { schema: SchemaView }) {
  const children = listChildren(schema);
  if (children.length === 0) return <p className="text-muted-foreground">{describeType(schema)}</p>;
  return (
    <ul className="grid gap-1 border-l pl-3">
      {children.map((child) => (
        <li key={child.name} className="min-w-0">
          <SchemaNode {...child} />
        </li>
      ))}
    </ul>
  );
}

function SchemaNode({ name, schema, required }: { name: string; schema: SchemaView; required: boolean }) {
  const head = <SchemaNodeHead name={name} schema={schema} required={required} />;
  if (listChildren(schema).length === 0) return <div className="py-0.5 pl-5">{head}</div>;
  return (
    <details className="group/node">
      <summary className="flex cursor-pointer list-none items-start gap-1 rounded-sm py-0.5 touch:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="mt-1 size-4 shrink-0 text-muted-foreground group-open/node:rotate-90"
        />
        <span className="min-w-0">{head}</span>
      </summary>
      <div className="mt-1 ml-2">
        <SchemaTree schema={schema} />
      </div>
    </details>
  );
}

function SchemaNodeHead({ name, schema, required }: { name: string; schema: SchemaView; required: boolean }) {
  const bounds = describeConstraints(schema);
  return (
    <span className="wrap-anywhere">
      <code className="font-mono text-[0.8125rem] font-medium">{name}</code>{" "}
      <span className="text-xs text-muted-foreground">
        {[describeType(schema), ...(required ? ["required"] : []), ...bounds].join(" · ")}
      </span>
      {schema.description && (
        <span className="block text-xs text-muted-foreground">{schema.description}</span>
      )}
    </span>
  );
}
