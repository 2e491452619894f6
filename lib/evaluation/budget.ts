import { writeJson } from "../json/write-json";
import { type Allowance, runWithin } from "./steps";
import { TenantStepBucket } from "./tenant-step-bucket";
import { threadPool } from "./threads";

/** Steps that one request may spend on the main thread. About ten milliseconds. */
const stepsPerRequest = 50_000;
/** How long a request may take when it needs more. */
const deadlineMs = 10_000;

const bucketByTenant = new Map<string | null, TenantStepBucket>();

function getOrCreateBucket(tenant: string | null): TenantStepBucket {
  const known = bucketByTenant.get(tenant) ?? new TenantStepBucket();
  bucketByTenant.set(tenant, known);
  return known;
}

/**
 * The budget of one request for conditions, templates and schemas. The result is the same inline and in a thread; past the
 * deadline there is no result, and the whole request is rejected.
 */
export class Budget {
  private readonly request: Allowance;
  private readonly deadline: number;

  /** @param tenant the partner that makes the request; null for the lender. */
  constructor(
    readonly tenant: string | null,
    limits: { steps?: number; deadlineMs?: number } = {},
  ) {
    this.request = { left: limits.steps ?? stepsPerRequest };
    this.deadline = performance.now() + (limits.deadlineMs ?? deadlineMs);
  }

  /** Runs `work` on this thread; null when it needs more steps than the request, or its tenant, has left. */
  inline<T>(work: () => T): { value: T; spent: number } | null {
    const bucket = getOrCreateBucket(this.tenant);
    const most = Math.min(this.request.left, bucket.left());
    if (most <= 0) return null;
    const allowance = { left: most };
    let spent = most;
    try {
      const done = runWithin(allowance, work);
      spent = most - allowance.left;
      return done && { ...done, spent };
    } finally {
      this.request.left -= spent;
      bucket.spend(spent);
    }
  }

  /** Runs a job of evaluator.ts in a thread. Throws OverBudget like ThreadPool.run. */
  async inThread<T>(job: string, input: unknown): Promise<T> {
    return (await threadPool().run(this.tenant, this.deadline, job, writeJson(input))) as T;
  }
}
