export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  onLine?: (line: string) => void;
  uid?: number;
  gid?: number;
}
export interface CommandResult {
  code: number;
  endedBy: NodeJS.Signals | null;
  output: string;
}
export function runCommand(command: string, args: string[], options?: CommandOptions): Promise<CommandResult>;
export function mustRun(
  title: string,
  command: string,
  args: string[],
  options?: CommandOptions & { advice?: string },
): Promise<string>;
