import { writeJson } from "../json/write-json";
import { type Allowance, runWithin } from "./steps";
import { TenantStepBucket } from "./tenant-step-bucket";
import { getThreadPool } from "./threads";

/** The steps that one request may spend on the main thread: about ten milliseconds. */
const stepsPerRequest = 50_000;
/** How long a request may take in total if it needs more steps, which then run in a thread. */
const deadlineMs = 10_000;

const bucketByTenant = new Map<string | null, TenantStepBucket>();

function getOrCreateBucket(tenant: string | null): TenantStepBucket {
  const bucket = bucketByTenant.get(tenant) ?? new TenantStepBucket();
  bucketByTenant.set(tenant, bucket);
  return bucket;
}

/**
 * The budget of one request for evaluating conditions, templates and schemas. Work has the same result inline and in a thread. After the
 * deadline there is no result, and the whole request is rejected.
 */
export class Budget {
  private readonly requestAllowance: Allowance;
  private readonly deadline: number;

  /** @param tenant the partner that makes the request; null for the lender. */
  constructor(
    readonly tenant: string | null,
    limits: { steps?: number; deadlineMs?: number } = {},
  ) {
    this.requestAllowance = { stepsLeft: limits.steps ?? stepsPerRequest };
    this.deadline = performance.now() + (limits.deadlineMs ?? deadlineMs);
  }

  /** Runs `work` on this thread. Returns null if it needs more steps than the request or its tenant has left. */
  runInline<T>(work: () => T): { value: T; stepsSpent: number } | null {
    const bucket = getOrCreateBucket(this.tenant);
    const maxSteps = Math.min(this.requestAllowance.stepsLeft, bucket.countStepsLeft());
    if (maxSteps <= 0) return null;
    const allowance = { stepsLeft: maxSteps };
    let stepsSpent = maxSteps;
    try {
      const done = runWithin(allowance, work);
      stepsSpent = maxSteps - allowance.stepsLeft;
      return done && { ...done, stepsSpent };
    } finally {
      this.requestAllowance.stepsLeft -= stepsSpent;
      bucket.spend(stepsSpent);
    }
  }

  /** Runs a job of evaluator.ts in a thread. Throws OverBudget like ThreadPool.run. */
  async runInThread<T>(job: string, input: unknown): Promise<T> {
    return (await getThreadPool().run(this.tenant, this.deadline, job, writeJson(input))) as T;
  }
}
