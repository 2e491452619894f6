export interface Counts {
  passed: number;
  failed: number;
  /** Further counts, such as ", 2 skipped". */
  other: string;
}
export function readVitest(path: string): Promise<Counts | undefined>;
export function readPlaywright(path: string): Promise<Counts | undefined>;
