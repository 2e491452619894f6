import { z } from "zod";
import { timestampSchema } from "../timestamp";

const timeSchema = timestampSchema("Enter a date and a time.").optional();

/** The filters of the audit trail, in the URLs of the page and of the export. */
export const auditFilterSchema = z.object({
  /** A part of the actor's name. */
  who: z.string().max(200, "At most 200 characters.").optional(),
  action: z.string().max(100, "This action does not exist.").optional(),
  targetType: z.string().max(100, "This target type does not exist.").optional(),
  targetId: z.string().max(300, "At most 300 characters.").optional(),
  from: timeSchema,
  to: timeSchema,
});
export type AuditFilter = z.output<typeof auditFilterSchema>;

export const auditPageQuerySchema = z.object({
  ...auditFilterSchema.shape,
  cursor: z.uuid("This cursor is invalid. Use one returned by the list.").toLowerCase().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});
export type AuditPageQuery = z.output<typeof auditPageQuerySchema>;

/** An entry of the audit trail, as pages and exports show it. */
export interface AuditEntryView {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  partnerName: string | null;
  action: string;
  targetType: string;
  targetId: string;
  /** The target's current name; null if the target no longer exists or has no name. */
  targetName: string | null;
  /** Whether the target still exists: the audit trail also names deliveries that retention has removed. */
  targetExists: boolean;
  details: Record<string, unknown>;
}
