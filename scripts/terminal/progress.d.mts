export class Problem extends Error {
  constructor(message: string, more?: { output?: string; advice?: string });
  output: string;
  advice: string;
}
export function print(line?: string): void;
export function runStep<T>(
  title: string,
  work: (detail: (text: string) => void) => Promise<T> | T,
): Promise<T>;
export function reportProblem(error: unknown): void;
