import { z } from "zod";
import { requirePermission, type Scope } from "../scope/scope";
import { allDialects } from ".";
import type { DialectView } from "./schema";

/** Every dialect, with the JSON Schema of its own settings (a webhook's `options`). */
export function listDialects(scope: Scope): DialectView[] {
  requirePermission(scope, "webhooks:read");
  return allDialects.map(({ id, title, description, methods, ownSignature, defaults, options }) => ({
    id,
    title,
    description,
    ownSignature,
    defaults,
    methods: [...methods],
    options: toPlainObject(z.toJSONSchema(options, { io: "input" })),
  }));
}

/** Copies a JSON Schema without the functions that Zod attaches to it: only plain data can be passed to the browser. */
function toPlainObject(schema: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema));
}
