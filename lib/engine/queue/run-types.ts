/** The wire format of an Inngest event, which triggers functions. */
export type QueuedSignal = {
  id?: string;
  name: string;
  data: Record<string, unknown>;
  /** Milliseconds since the epoch. The run does not start before this time. */
  ts?: number;
};

/** The result of a step, in the form that the SDK accepts back. */
export type StepResult = { type: "data"; data: unknown } | { type: "error"; error: unknown };

/** Results by the SDK's hash of the step's id, in the order in which the steps finished. */
export type StepResults = Record<string, StepResult>;

/** The progress of a run. */
export type Progress = {
  runId: string;
  steps: StepResults;
  /** How often the next step has failed: 0 = not tried yet. */
  attempt: number;
};

/** A run to enqueue. */
export type NewRun = {
  functionId: string;
  /** Batch and concurrency key. Not empty. */
  key: string;
  /** A single signal, unless the run was requeued. */
  signals: QueuedSignal[];
  /** Set for a run that was requeued after a sleep or a failure: it continues alone and is never merged into a batch. */
  progress?: Progress;
  /** The run does not start before this time; at once if undefined. */
  dueAt?: Date;
};

/** A dequeued run: one batch of signals, or a run that continues. */
export type DequeuedRun = {
  functionId: string;
  key: string;
  signals: QueuedSignal[];
  progress?: Progress;
};
