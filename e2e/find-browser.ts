import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";

const knownBrowserPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

// Root can start Chromium only without its sandbox. Without the other arguments, Chromium contacts its maker's hosts at every start.
const launchArgs = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * An installed browser, or the headless one from npm; nothing is downloaded. CHROMIUM_PATH overrides the choice: the path
 * of a browser, or "npm" for the headless one.
 */
export async function findBrowser(): Promise<{ executablePath: string; args: string[] }> {
  const found = process.env.CHROMIUM_PATH || knownBrowserPaths.find((path) => existsSync(path));
  if (found && found !== "npm") return { executablePath: found, args: launchArgs };
  // Not with the package's own arguments: they run everything in one process, which ends when the first page is closed.
  return { executablePath: await chromium.executablePath(), args: launchArgs };
}
