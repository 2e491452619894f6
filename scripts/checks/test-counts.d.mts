export interface Counts {
  passed: number;
  failed: number;
  /** What else is worth a word: ", 2 skipped". */
  other: string;
}
export function readVitest(path: string): Promise<Counts | undefined>;
export function readPlaywright(path: string): Promise<Counts | undefined>;
