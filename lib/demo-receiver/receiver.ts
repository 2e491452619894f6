import { setTimeout as wait } from "node:timers/promises";
import { currentTime } from "../clock";
import { env } from "../env";
import { moveClock } from "../live/change-clock";
import { type Behaviour, behaviourSchema, type ReceivedRequest } from "./schema";

const maxRequests = 50;
const maxBodyLength = 64 * 1024;

/** Headers added by Hookledger's own web process, not by the sender. */
const webProcessHeaderPattern = /^(x-forwarded-.*|x-hookledger-path)$/;

/** The root of the built-in receiver's paths. */
export const receiverRoot = "/demo/receiver";

/** The receiver's requests and settings, in memory. On `globalThis`, because Next bundles this file several times. */
const shared = globalThis as {
  hookledgerReceiver?: {
    requests: ReceivedRequest[];
    behaviourByPath: Map<string, Behaviour>;
    changeCount: number;
  };
};

function getReceiverMemory() {
  shared.hookledgerReceiver ??= { requests: [], behaviourByPath: new Map(), changeCount: 0 };
  return shared.hookledgerReceiver;
}

export function isDemo(): boolean {
  return env().HOOKLEDGER_DEMO;
}

/** Returns the behaviour that the last segment of a path names; "ok" if it names none. */
export function parseBehaviour(path: string): Behaviour {
  return behaviourSchema.catch("ok").parse(path.split("/").at(-1));
}

/** Records a request. @returns how to respond: as configured for this path, otherwise as the path's last segment says */
export async function recordRequest(request: Request): Promise<Behaviour> {
  const body = (await request.text()).slice(0, maxBodyLength);
  const { pathname } = new URL(request.url);
  const { requests, behaviourByPath } = getReceiverMemory();
  const behaviour = behaviourByPath.get(pathname) ?? parseBehaviour(pathname);
  requests.unshift({
    id: incrementChanges(),
    at: currentTime().toISOString(),
    url: pathname,
    headers: Object.fromEntries([...request.headers].filter(([name]) => !webProcessHeaderPattern.test(name))),
    body,
    answered: behaviour,
  });
  requests.length = Math.min(requests.length, maxRequests);
  return behaviour;
}

/** The last requests, newest first. */
export function listReceivedRequests(): readonly ReceivedRequest[] {
  return getReceiverMemory().requests;
}

export function findConfiguredBehaviour(path: string): Behaviour | null {
  return getReceiverMemory().behaviourByPath.get(path) ?? null;
}

/** Sets how a path responds until the web process ends; null restores the behaviour that the path names. */
export function setBehaviour(path: string, behaviour: Behaviour | null): void {
  if (behaviour) getReceiverMemory().behaviourByPath.set(path, behaviour);
  else getReceiverMemory().behaviourByPath.delete(path);
  incrementChanges();
}

/** A revision that changes with every request and with every change of a behaviour. */
export function getReceiverRevision(): string {
  return String(getReceiverMemory().changeCount);
}

function incrementChanges(): number {
  getReceiverMemory().changeCount += 1;
  moveClock(["receiver"]);
  return getReceiverMemory().changeCount;
}

/** Responds as a real receiver might, successfully or not. */
export async function respond(behaviour: Behaviour, aborted: AbortSignal): Promise<Response> {
  switch (behaviour) {
    case "fail":
      return Response.json({ error: "The servicing database is down." }, { status: 500 });
    case "gone":
      return new Response("This URL is no longer in use.", { status: 410 });
    case "redirect":
      return new Response(null, { status: 302, headers: { Location: "https://example.com/moved" } });
    case "slow":
      await wait(2_000, undefined, { signal: aborted }).catch(() => {}); // The sender closed the connection.
      return Response.json({ received: true, slowly: true });
    case "hang":
      await new Promise((resolve) => aborted.addEventListener("abort", resolve, { once: true }));
      return new Response(null, { status: 504 });
    case "ok":
      return Response.json({ received: true });
  }
}
