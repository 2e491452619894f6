import { z } from "zod";

/** How the built-in receiver answers, and what each means to who sends. */
export const behaviours = {
  ok: "200 at once",
  slow: "200 after 2 seconds",
  fail: "500, its database is down",
  gone: "410, no longer in use",
  redirect: "302 to another address",
  hang: "No answer at all",
} as const;

export const behaviourSchema = z.enum(Object.keys(behaviours) as [Behaviour, ...Behaviour[]]);
export type Behaviour = keyof typeof behaviours;

/** A notice that the built-in receiver got. */
export interface ReceivedRequest {
  id: number;
  /** ISO 8601, UTC. */
  at: string;
  /** The path it was posted to. */
  url: string;
  headers: Record<string, string>;
  body: string;
  /** How it was answered. */
  answered: Behaviour;
}

/** One address of the built-in receiver. */
export interface ReceiverAddress {
  path: string;
  /** What the last part of the address asks for. */
  inPath: Behaviour;
  /** What somebody configured it to do instead; null: nothing. */
  configured: Behaviour | null;
  /** The webhooks that send there. */
  webhooks: { id: string; name: string }[];
}
