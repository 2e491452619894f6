import { z } from "zod";

export const healthSchema = z.object({
  status: z.enum(["ok", "unavailable"]),
  database: z.enum(["ok", "unavailable"]),
  /** Whether this machine's clock agrees with the database's, which is the one that counts. */
  clock: z.enum(["ok", "differs"]),
});
export type Health = z.infer<typeof healthSchema>;
