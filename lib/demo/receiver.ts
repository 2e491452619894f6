import { setTimeout as wait } from "node:timers/promises";
import { env } from "../env";

interface Received {
  at: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

const kept = 50;
const maxBodyLength = 64 * 1024;
const list: Received[] = [];

export function isDemo(): boolean {
  return env().HOOKLEDGER_DEMO;
}

/** Remembers a notice; in memory, for a look. */
export async function noteReceived(request: Request): Promise<void> {
  const body = (await request.text()).slice(0, maxBodyLength);
  const { pathname } = new URL(request.url);
  list.unshift({
    at: new Date().toISOString(),
    url: pathname,
    headers: Object.fromEntries(request.headers),
    body,
  });
  list.length = Math.min(list.length, kept);
}

export function received(): readonly Received[] {
  return list;
}

/** Answers the way that a receiver may, good or bad. What is not known is "ok". */
export async function answerAs(behaviour: string, aborted: AbortSignal): Promise<Response> {
  switch (behaviour) {
    case "fail":
      return Response.json({ error: "The servicing database is down." }, { status: 500 });
    case "gone":
      return new Response("This address is no longer in use.", { status: 410 });
    case "redirect":
      return new Response(null, { status: 302, headers: { Location: "https://example.com/moved" } });
    case "slow":
      await wait(2_000, undefined, { signal: aborted }).catch(() => {}); // The sender hung up: nobody to answer.
      return Response.json({ received: true, slowly: true });
    case "hang":
      await new Promise((resolve) => aborted.addEventListener("abort", resolve, { once: true }));
      return new Response(null, { status: 504 });
    default:
      return Response.json({ received: true });
  }
}
