// The server actions that the components of jobs are given: components cannot import them from app.
import type { z } from "zod";
import type { RecoveryCount, RecoveryQuery, SincePreset } from "@/lib/jobs/recovery/schema";
import type { createJobSchema } from "@/lib/jobs/schema";

export type JobRequest = z.input<typeof createJobSchema>;

export interface SinceOption {
  value: SincePreset;
  label: string;
}

/** The presets, and the one that was used; null if the query has a time instead. */
interface Since {
  options: SinceOption[];
  since: SincePreset | null;
}

/** A rejection has the presets too, if another one may be counted. */
export type CountRecoverableResult =
  | ({ ok: true; count: RecoveryCount } & Since)
  | ({ ok: false; message: string } & Partial<Since>);

export type CountRecoverable = (query: RecoveryQuery) => Promise<CountRecoverableResult>;
