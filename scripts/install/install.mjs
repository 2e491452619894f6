import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Problem, print, runStep } from "../terminal/progress.mjs";
import { mustRun, runCommand } from "../terminal/run-command.mjs";
import { withFolderLock } from "./folder-lock.mjs";
import { isPackageLockMismatch } from "./package-lock-mismatch.mjs";

const root = resolve(import.meta.dirname, "../..");
const stampFile = join(root, "node_modules/.hookledger-install");
const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

/** Reads the dependencies in package.json; the lock file may lack some of them. */
function readDeclaredDependencies() {
  const { dependencies, devDependencies, optionalDependencies } = readJson("package.json");
  return { ...dependencies, ...devDependencies, ...optionalDependencies };
}

/** Includes the platform in the hash, because some packages contain binaries and a folder can be shared with a container. */
function computeWantedHash() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  hash.update(JSON.stringify(readDeclaredDependencies()));
  return hash.update(`${process.platform}-${process.arch}`).digest("hex");
}

/** Returns whether npm's own record in node_modules matches package-lock.json, as it does after npm was run by hand. */
function isInstalledByHand() {
  if (!existsSync(join(root, "node_modules/.package-lock.json"))) return false;
  const wanted = readJson("package-lock.json").packages;
  const found = readJson("node_modules/.package-lock.json").packages;
  if (!Object.keys(readDeclaredDependencies()).every((name) => found[`node_modules/${name}`])) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const installed = found[path];
    if (!installed) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return installed.version === entry.version && existsSync(join(root, path));
  });
}

function findNpmCommand() {
  const cli = process.env.npm_execpath;
  return cli?.endsWith(".js") ? [process.execPath, [cli]] : ["npm", []];
}

// No package runs its install script. postgres-programs.ts creates the links of the Postgres libraries when Postgres is first
// needed.
const flags = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

async function installAll(detail) {
  const [command, args] = findNpmCommand();
  const { code, output } = await runCommand(command, [...args, "ci", ...flags], { cwd: root });
  if (code === 0) return;
  if (isPackageLockMismatch(output)) {
    detail("with npm install --no-save, since package-lock.json and package.json differ");
    // This still installs the locked versions, checks their integrity, and leaves the lock file unchanged.
    await mustRun("npm install", command, [...args, "install", "--no-save", ...flags], { cwd: root, advice });
    return;
  }
  // npm prints the cause first and then its whole help, so the first lines are enough.
  const firstLines = output.split("\n").slice(0, 40).join("\n");
  throw new Problem("npm ci failed.", { output: firstLines, advice });
}

const advice = `Check that the npm registry can be reached (npm ping; behind a proxy: npm config set proxy ...),
then run the same command again. EINTEGRITY means that a downloaded package does not
match package-lock.json: nothing was installed. Find the cause (npm cache verify, the mirror) before you continue.`;

/** Installs the packages of package-lock.json into node_modules unless they are already there. */
export async function install() {
  const isCurrent = () => existsSync(stampFile) && readFileSync(stampFile, "utf8") === computeWantedHash();
  if (isCurrent()) return;
  const work = async () => {
    if (isCurrent()) return;
    if (!isInstalledByHand()) {
      print("Installing packages from the npm registry; this takes about a minute on a slow connection.");
      await runStep("Packages installed", installAll);
    }
    await mkdir(join(root, "node_modules"), { recursive: true });
    await writeFile(stampFile, computeWantedHash());
  };
  await withFolderLock(join(root, ".data/install.lock"), work, () =>
    print("Another command is installing the packages in this folder; waiting for it."),
  );
}
