import { randomBytes } from "node:crypto";
import { type ClientOptions, Inngest } from "inngest";
import { createEmbeddedFetch } from "@/lib/engine/embedded-fetch";
import { createFetchWithTimeout } from "@/lib/http/fetch-with-timeout";
import { log } from "@/lib/log";

const appId = "hookledger";

/**
 * Which engine drives the functions: a real Inngest server when its address or its event key is set, otherwise the
 * embedded one. Read from the environment itself: `next build` loads this module without any settings.
 */
export function selectedEngine(): "inngest" | "embedded" {
  return process.env.INNGEST_BASE_URL || process.env.INNGEST_EVENT_KEY ? "inngest" : "embedded";
}

/**
 * The embedded engine does not use these options; they only have to be set, whatever the environment says. The signing key
 * is random, so `/api/inngest` rejects every caller while this engine is in use.
 */
const embeddedOptions: Partial<ClientOptions> = {
  isDev: false,
  baseUrl: "http://embedded.invalid",
  eventKey: "embedded",
  signingKey: `signkey-embedded-${randomBytes(32).toString("hex")}`,
  fetch: createEmbeddedFetch(appId, () => inngest.funcs),
};

/**
 * An Inngest server that does not answer must not block the watch of this process. The SDK sends a request up to
 * five times.
 */
const inngestOptions: Partial<ClientOptions> = { fetch: createFetchWithTimeout(5_000) };

/** The most signals in one request to Inngest, well under its limit of 512 KB. */
export const maxSignalsPerRequest = 1_000;

/** Sends signals and creates functions, the same ones for both engines. */
export const inngest = new Inngest({
  id: appId,
  logger: log,
  // With checkpointing a run ends with 206 RunComplete and steps report over the network; without it, each step is
  // a 206 and the end a 200, on both engines.
  checkpointing: false,
  // Nothing here is about language models or sessions; off, each run is a little cheaper.
  aiMetadata: false,
  sessionPropagation: false,
  ...(selectedEngine() === "embedded" ? embeddedOptions : inngestOptions),
});
