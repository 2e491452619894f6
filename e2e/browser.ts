import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

// Without these Chromium looks for its maker's hosts at every start.
const quiet = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A browser that is there already, or the headless one from npm; nothing is downloaded. CHROMIUM_PATH decides: the path
 * of a browser, or "npm" for that one.
 */
export async function browser(): Promise<{ executablePath: string; args: string[] }> {
  const found = process.env.CHROMIUM_PATH ?? installed.find((path) => existsSync(path));
  if (found && found !== "npm") return { executablePath: found, args: quiet };
  // Not with its own arguments: they put all of it into one process, which ends with the first page that is closed.
  return { executablePath: await chromium.executablePath(), args: quiet };
}
