import { z } from "zod";
import { webhookSchema } from "./schema";

/** Writes a cursor of the list of webhooks: the name and ID after which the next page starts, as opaque text. */
export function writeCursor({ name, id }: { name: string; id: string }): string {
  return Buffer.from(JSON.stringify([name, id])).toString("base64url");
}

const cursorContentSchema = z.tuple([z.string(), z.uuid().toLowerCase()]);
const cursorSchema = z
  .string()
  .max(2_000)
  .transform((text, context) => {
    const position = readCursor(text);
    if (position) return position;
    context.addIssue({ code: "custom", message: "This cursor is invalid. Use one returned by the list." });
    return z.NEVER;
  });

function readCursor(text: string): { name: string; id: string } | null {
  try {
    const [name, id] = cursorContentSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    // Postgres text cannot contain U+0000.
    return name.includes("\u0000") ? null : { name, id };
  } catch {
    // Not JSON, or not a cursor.
    return null;
  }
}

export const webhookListQuerySchema = z.object({
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type WebhookListQuery = z.output<typeof webhookListQuerySchema>;

export const webhookListSchema = z.object({
  items: z.array(webhookSchema),
  nextCursor: z.string().nullable(),
});
