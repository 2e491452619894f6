import { randomBytes } from "node:crypto";
import { type ClientOptions, Inngest } from "inngest";
import { createEmbeddedFetch } from "@/lib/engine/embedded-fetch";
import { createFetchWithTimeout } from "@/lib/http/fetch-with-timeout";
import { log } from "@/lib/log";

const appId = "hookledger";

/**
 * Returns which engine starts the functions: an Inngest server if its address or its event key is set, otherwise the
 * embedded engine. Reads the environment directly, because `next build` loads this module without any settings.
 */
export function getSelectedEngine(): "inngest" | "embedded" {
  return process.env.INNGEST_BASE_URL || process.env.INNGEST_EVENT_KEY ? "inngest" : "embedded";
}

/**
 * Options for the embedded engine, which uses only `fetch`; the SDK requires the others. They override the environment. The signing
 * key is random, so that `/api/inngest` rejects every caller while this engine is in use.
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

/** The client that sends signals and creates the functions, for both engines. */
export const inngest = new Inngest({
  id: appId,
  logger: log,
  // With checkpointing, a run would end with 206 RunComplete, and its steps would be reported over the network. Without it, both
  // engines get a 206 for each step and a 200 at the end.
  checkpointing: false,
  // The functions use no language models or sessions. Without these options, each run is a little cheaper.
  aiMetadata: false,
  sessionPropagation: false,
  ...(getSelectedEngine() === "embedded" ? embeddedOptions : inngestOptions),
});
