import { setTimeout as wait } from "node:timers/promises";
import { currentTime } from "../clock";
import { env } from "../env";
import { type Behaviour, behaviourSchema, type ReceivedRequest } from "./schema";

const kept = 50;
const maxBodyLength = 64 * 1024;

/** Headers that our own web process adds on the way in: nobody sent them. */
const addedHere = /^(x-forwarded-.*|x-hookledger-path)$/;

/** The root of the built-in receiver's addresses. */
export const receiverRoot = "/demo/receiver";

/** What the receiver remembers, in memory, for a look: on `globalThis`, because Next bundles this file several times. */
const shared = globalThis as {
  hookledgerReceiver?: { list: ReceivedRequest[]; configured: Map<string, Behaviour>; changes: number };
};

function memory() {
  shared.hookledgerReceiver ??= { list: [], configured: new Map(), changes: 0 };
  return shared.hookledgerReceiver;
}

export function isDemo(): boolean {
  return env().HOOKLEDGER_DEMO;
}

/** What the last part of an address asks for. What is not known is "ok". */
export function behaviourInPath(path: string): Behaviour {
  return behaviourSchema.catch("ok").parse(path.split("/").at(-1));
}

/** Remembers a notice. @returns how it is to be answered: as somebody configured this address, else as its last part says. */
export async function recordRequest(request: Request): Promise<Behaviour> {
  const body = (await request.text()).slice(0, maxBodyLength);
  const { pathname } = new URL(request.url);
  const { list, configured } = memory();
  const answered = configured.get(pathname) ?? behaviourInPath(pathname);
  list.unshift({
    id: nextChange(),
    at: currentTime().toISOString(),
    url: pathname,
    headers: Object.fromEntries([...request.headers].filter(([name]) => !addedHere.test(name))),
    body,
    answered,
  });
  list.length = Math.min(list.length, kept);
  return answered;
}

/** What it got last, newest first. */
export function received(): readonly ReceivedRequest[] {
  return memory().list;
}

export function configuredBehaviour(path: string): Behaviour | null {
  return memory().configured.get(path) ?? null;
}

/** From now on this address answers so; null: as its last part says. Until the web process ends. */
export function setBehaviour(path: string, behaviour: Behaviour | null): void {
  if (behaviour) memory().configured.set(path, behaviour);
  else memory().configured.delete(path);
  nextChange();
}

/** Another one whenever something was received or configured. */
export function receiverRevision(): string {
  return String(memory().changes);
}

function nextChange(): number {
  memory().changes += 1;
  return memory().changes;
}

/** Answers the way that a receiver may, good or bad. */
export async function respond(behaviour: Behaviour, aborted: AbortSignal): Promise<Response> {
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
    case "ok":
      return Response.json({ received: true });
  }
}
