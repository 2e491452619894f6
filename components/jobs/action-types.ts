// Types of the server actions that job components get as props, because components cannot import from app.
import type { z } from "zod";
import type { RecoveryCount, RecoveryQuery, SincePreset } from "@/lib/jobs/recovery/schema";
import type { createJobSchema } from "@/lib/jobs/schema";

export type JobRequest = z.input<typeof createJobSchema>;

export interface SinceOption {
  value: SincePreset;
  label: string;
}

/** The presets, and the one that the count used. `since` is null if the query has times instead of a preset. */
interface SincePresets {
  options: SinceOption[];
  since: SincePreset | null;
}

/** A rejection also lists the presets, if a count with another preset may work. */
export type CountRecoverableResult =
  | ({ ok: true; count: RecoveryCount } & SincePresets)
  | ({ ok: false; message: string } & Partial<SincePresets>);

export type CountRecoverable = (query: RecoveryQuery) => Promise<CountRecoverableResult>;
