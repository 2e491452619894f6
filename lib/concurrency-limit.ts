/** Limits how many operations run at the same time for each key, in this process. */
export class ConcurrencyLimit {
  private readonly runningByKey = new Map<string, number>();

  constructor(private readonly max: number) {}

  /** Returns a function to call when the operation ends, or null if the maximum number is already running for this key. */
  acquire(key: string): (() => void) | null {
    const count = this.runningByKey.get(key) ?? 0;
    if (count >= this.max) return null;
    this.runningByKey.set(key, count + 1);
    return () => {
      const remaining = (this.runningByKey.get(key) ?? 1) - 1;
      if (remaining > 0) this.runningByKey.set(key, remaining);
      else this.runningByKey.delete(key);
    };
  }
}
