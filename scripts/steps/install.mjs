import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { mustRun, runCommand } from "./command.mjs";
import { withFolderLock } from "./folder-lock.mjs";
import { Problem, print, step } from "./progress.mjs";

const root = resolve(import.meta.dirname, "../..");
const stamp = join(root, "node_modules/.hookledger-lock");
const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

/** The lock file and the platform: some packages carry binaries, and a folder may be shared with a container. */
function wantedHash() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  return hash.update(`${process.platform}-${process.arch}`).digest("hex");
}

/** Whether npm's own record says that node_modules holds what package-lock.json asks for (someone ran npm by hand). */
function isInstalledByHand() {
  if (!existsSync(join(root, "node_modules/.package-lock.json"))) return false;
  const wanted = readJson("package-lock.json").packages;
  const found = readJson("node_modules/.package-lock.json").packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const installed = found[path];
    if (!installed) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return installed.version === entry.version && existsSync(join(root, path));
  });
}

function npm() {
  const cli = process.env.npm_execpath;
  return cli?.endsWith(".js") ? [process.execPath, [cli]] : ["npm", []];
}

// No package runs code of its own here: what its script would do (links of the Postgres libraries), a step of ours does.
const flags = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/**
 * `npm ci` insists on optional packages of other platforms that the registry (a mirror, a bank's proxy) does not have:
 * it lists them without a version. Anything else it misses is a lock file that does not fit.
 */
function missesOnlyOptional(output) {
  const missing = output.match(/(Missing|Invalid): .* (from lock file|does not satisfy .*)$/gm) ?? [];
  return missing.length > 0 && missing.every((line) => /^Missing: \S+@ from lock file$/.test(line));
}

async function installAll(detail) {
  const [command, args] = npm();
  const { code, output } = await runCommand(command, [...args, "ci", ...flags], { cwd: root });
  if (code === 0) return;
  if (missesOnlyOptional(output)) {
    detail("without optional packages that this registry lacks");
    // Takes the locked versions all the same, and leaves the lock file as it is.
    await mustRun("npm install", command, [...args, "install", "--no-save", ...flags], { cwd: root, advice });
    return;
  }
  // The cause comes first; npm ends with its whole help.
  throw new Problem("npm ci failed.", { output: output.split("\n").slice(0, 40).join("\n"), advice });
}

const advice = `Check that the npm registry can be reached (npm ping; behind a proxy: npm config set proxy ...),
then run the same command again.`;

/** Installs the packages of package-lock.json into node_modules unless they are there already. */
export async function install() {
  const isCurrent = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wantedHash();
  if (isCurrent()) return;
  const work = async () => {
    if (isCurrent()) return;
    if (!isInstalledByHand()) {
      print("First the packages, from the npm registry; a minute on a slow line.");
      await step("Packages installed", installAll);
    }
    await mkdir(join(root, "node_modules"), { recursive: true });
    await writeFile(stamp, wantedHash());
  };
  await withFolderLock(join(root, ".data/install.lock"), work, () =>
    print("Another command is installing the packages in this folder; waiting for it."),
  );
}
