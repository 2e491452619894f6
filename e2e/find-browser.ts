import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";

const knownBrowserPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

// Root can start Chromium only without its sandbox. Without the other arguments, Chromium contacts Google's servers at every start.
const launchArgs = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Finds an installed browser or, if there is none, the headless browser of an npm package; nothing is downloaded. CHROMIUM_PATH
 * overrides the choice: the path of a browser, or "npm" for the headless browser.
 */
export async function findBrowser(): Promise<{ executablePath: string; args: string[] }> {
  const browserPath = process.env.CHROMIUM_PATH || knownBrowserPaths.find((path) => existsSync(path));
  if (browserPath && browserPath !== "npm") return { executablePath: browserPath, args: launchArgs };
  // The package's own arguments are not used: they run everything in one process, which ends when the first page is closed.
  return { executablePath: await chromium.executablePath(), args: launchArgs };
}
