import { z } from "zod";
import { requirePermission, type Scope } from "../scope/scope";
import { allDialects } from ".";
import type { DialectView } from "./schema";

/** Every wire shape that a webhook can have, with the settings that only it knows. */
export function listDialects(scope: Scope): DialectView[] {
  requirePermission(scope, "webhooks:read");
  return allDialects.map(({ id, title, description, methods, ownSignature, defaults, options }) => ({
    ...{ id, title, description, ownSignature, defaults },
    methods: [...methods],
    options: plain(z.toJSONSchema(options, { io: "input" })),
  }));
}

/** Without what Zod hangs on it: only plain data can go to the browser. */
function plain(schema: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema));
}
