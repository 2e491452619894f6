/** Limits how much is under way at a time for each key, in this process. */
export class ConcurrencyLimit {
  private readonly underWay = new Map<string, number>();

  constructor(private readonly max: number) {}

  /** What to call at the end; null: as much as is allowed is under way. */
  acquire(key: string): (() => void) | null {
    const count = this.underWay.get(key) ?? 0;
    if (count >= this.max) return null;
    this.underWay.set(key, count + 1);
    return () => {
      const left = (this.underWay.get(key) ?? 1) - 1;
      if (left > 0) this.underWay.set(key, left);
      else this.underWay.delete(key);
    };
  }
}
