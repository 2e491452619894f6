import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../scripts/start/settings";
import { mustRun } from "../scripts/terminal/run-command.mjs";

const runGit = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();

/** The short hash of the folder's commit, with "with changes" if tracked files differ; "no commit" outside of a Git repository. */
export function describeCommit(folder = root): string {
  try {
    const suffix = runGit("-C", folder, "status", "--porcelain", "--untracked-files=no")
      ? " with changes"
      : "";
    return runGit("-C", folder, "rev-parse", "--short", "HEAD") + suffix;
  } catch {
    return "no commit";
  }
}

/**
 * Returns a folder with the sources and packages of a commit: a temporary Git worktree, removed when this process ends. If
 * `commit` is the path of a folder with a checkout, returns that folder, so that its build can be reused.
 */
export async function checkOut(commit: string): Promise<string> {
  if (existsSync(join(commit, "package.json"))) return commit;
  const folder = mkdtempSync(join(tmpdir(), "hookledger-bench-"));
  runGit("worktree", "add", "--quiet", "--detach", folder, commit);
  process.once("exit", () => {
    spawnSync("git", ["worktree", "remove", "--force", folder], { cwd: root });
  });
  const flags = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  await mustRun("npm ci", "npm", ["ci", ...flags], { cwd: folder });
  return folder;
}
