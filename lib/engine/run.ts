/** What wakes a function: the wire form of an Inngest event. */
export type Signal = {
  id?: string;
  name: string;
  data: Record<string, unknown>;
  /** Milliseconds since the epoch; in the future: not before then. */
  ts?: number;
};

/** What a step came to, in the form in which the SDK takes it back. */
export type StepResult = { type: "data"; data: unknown } | { type: "error"; error: unknown };

/** By the SDK's hash of the step's id, in the order in which they were finished. */
export type Steps = Record<string, StepResult>;

/** How far a run has come. */
export type Progress = {
  runId: string;
  steps: Steps;
  /** Failures of the step that comes next: 0 = not tried yet. */
  attempt: number;
};

/** A run to put into the queue. */
export type NewRun = {
  functionId: string;
  /** Batch and concurrency key. Not empty. */
  key: string;
  /** One, unless it is a run put back. */
  signals: Signal[];
  /** Of a run put back after a sleep or a failure: it goes on alone and is never merged into a batch. */
  progress?: Progress;
  /** Not before; none = at once. */
  dueAt?: Date;
};

/** A run taken from the queue: one batch of signals, or a run that goes on. */
export type DequeuedRun = {
  functionId: string;
  key: string;
  signals: Signal[];
  progress?: Progress;
};
