import { z } from "zod";

/** How the built-in receiver responds, with a label for each. */
export const labelByBehaviour = {
  ok: "200 immediately",
  slow: "200 after 2 seconds",
  fail: "500, database down",
  gone: "410, no longer in use",
  redirect: "302, redirect to another URL",
  hang: "No response",
} as const;

export const behaviourSchema = z.enum(Object.keys(labelByBehaviour) as [Behaviour, ...Behaviour[]]);
export type Behaviour = keyof typeof labelByBehaviour;

/** A request to the built-in receiver. */
export interface ReceivedRequest {
  id: number;
  /** ISO 8601, UTC. */
  at: string;
  /** The path of the request. */
  url: string;
  headers: Record<string, string>;
  body: string;
  /** The response it got. */
  answered: Behaviour;
}

/** One path of the built-in receiver. */
export interface ReceiverAddress {
  path: string;
  /** The behaviour that the last segment of the path names; "ok" if it names none. */
  pathBehaviour: Behaviour;
  /** The behaviour that a user chose instead; null if none was chosen. */
  configuredBehaviour: Behaviour | null;
  /** The webhooks that send to this path. */
  webhooks: { id: string; name: string }[];
}
