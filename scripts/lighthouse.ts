import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { chromium } from "@playwright/test";
import { demoUsers } from "../demo/users";
import { call } from "../e2e/api";
import { startDemo } from "../e2e/demo-system";
import { findBrowser } from "../e2e/find-browser";
import { signIn } from "../e2e/fixtures";
import setUp from "../e2e/global-setup";

/**
 * Runs Lighthouse on the main pages of the demo, as desktop and phone, after `npm run build`: prints the scores and exits
 * with 1 if one is below 95. Lighthouse is too heavy for a dependency, so npm fetches exactly the version below into npm's
 * cache. The category "seo" is left out, because it is for pages in search engines, and the portal requires a sign-in. The
 * performance on a phone is only printed, because Lighthouse simulates a slow phone by slowing this machine down.
 */
const lighthousePackage = "lighthouse@12.8.2";
const minScore = 95;
const categories = ["performance", "accessibility", "best-practices"];
const formFactors = [
  { name: "desktop", args: ["--preset=desktop"], enforced: [true, true, true] },
  { name: "mobile", args: [], enforced: [false, true, true] },
];

interface Report {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>;
}

async function runLighthouse(url: string, cookie: string, args: string[]): Promise<Report> {
  const { executablePath, args: flags } = await findBrowser();
  const options = [
    url,
    "--quiet",
    "--output=json",
    `--only-categories=${categories.join(",")}`,
    `--extra-headers=${JSON.stringify(cookie ? { Cookie: cookie } : {})}`,
    `--chrome-flags=${["--headless=new", ...flags].join(" ")}`,
    ...args,
  ];
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const child = spawn(
    npm,
    ["exec", "--yes", `--package=${lighthousePackage}`, "--", "lighthouse", ...options],
    {
      env: { ...process.env, CHROME_PATH: executablePath },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const [report, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (!report.startsWith("{")) throw new Error(`Lighthouse produced no report for ${url}:\n${stderr}`);
  return JSON.parse(report);
}

const readScores = (report: Report) =>
  categories.map((category) => Math.round((report.categories[category]?.score ?? 0) * 100));

/** Other work on this machine can only lower a score, so a page below the limit is measured up to three times. */
async function runUpToThreeTimes(
  url: string,
  cookie: string,
  { args, enforced }: (typeof formFactors)[number],
) {
  const findLowestEnforced = (scores: number[]) => Math.min(...scores.filter((_, index) => enforced[index]));
  let best: { report: Report; scores: number[] } | undefined;
  for (let tries = 3; tries > 0 && (!best || findLowestEnforced(best.scores) < minScore); tries -= 1) {
    const report = await runLighthouse(url, cookie, args);
    const scores = readScores(report);
    if (!best || findLowestEnforced(scores) > findLowestEnforced(best.scores)) best = { report, scores };
  }
  if (!best) throw new Error("not tried");
  return { ...best, passed: findLowestEnforced(best.scores) >= minScore };
}

/** The audits that lower a category's score most: those with a weight and a score below 0.9. */
function listFailedAudits({ categories: scored, audits }: Report): string[] {
  return categories.flatMap((category) =>
    (scored[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${id} ${audits[id]?.displayValue ?? ""}`.trim()),
  );
}

const stop = await setUp();
const demo = await startDemo();
const browser = await chromium.launch(await findBrowser());
try {
  const page = await browser.newPage();
  await signIn(page, demo, demoUsers[0]);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await browser.close();
  const webhooks = (await call(demo, "GET", "/api/v1/webhooks")).body.items as { id: string }[];
  const list = "/administration/integrations/webhooks";
  const paths = [
    "/sign-in",
    "/",
    list,
    `${list}/${webhooks[0]?.id}`,
    "/deliveries",
    "/loans/L-102/webhooks",
    "/administration/audit",
  ];
  let failedCount = 0;
  console.log(["page".padEnd(42), "form".padEnd(8), ...categories].join("  "));
  for (const form of formFactors) {
    for (const path of paths) {
      const sentCookie = path === "/sign-in" ? "" : cookie;
      const { report, scores, passed } = await runUpToThreeTimes(`${demo.url}${path}`, sentCookie, form);
      const columns = scores.map((score, index) => String(score).padStart(categories[index]?.length ?? 0));
      console.log([path.slice(0, 42).padEnd(42), form.name.padEnd(8), ...columns].join("  "));
      if (passed) continue;
      failedCount += 1;
      for (const audit of listFailedAudits(report)) console.log(`    ${audit}`);
    }
  }
  if (failedCount > 0) {
    console.error(
      `${failedCount} of ${paths.length * formFactors.length} page measurements score below ${minScore}.`,
    );
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  await demo.stop();
  await stop();
}
