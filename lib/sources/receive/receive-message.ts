import { hash } from "node:crypto";
import { currentTime } from "../../clock";
import { newId } from "../../ids";
import { log } from "../../log";
import { callMapper } from "../call-mapper";
import { collectHeaders } from "../mapping/read-body";
import { maxUnverifiedBytes } from "../schema";
import { findSource, type ReceivingSource, reloadSource } from "./find-source";
import { keepHeaders, keepQuery } from "./kept-headers";
import { recordUnverified } from "./record-unverified";
import { storeMessage } from "./store-messages";

/** A request to the URL of a source. */
export interface Received {
  method: string;
  url: string;
  headers: [name: string, value: string][];
  body: Buffer;
  /** The IP address of the sender. */
  address: string | null;
}

export type ReceiveMessageResult =
  | { ok: true; id: string }
  | { ok: false; rejected: "unknown_source" }
  | { ok: false; rejected: "unverified"; message: string };

/** How often a message is verified again because its source changes meanwhile. */
const maxTries = 5;

/**
 * Takes a message of a source: verifies it and stores it as it came. When this resolves with ok, the message is on disk, and will become an
 * event even if this process dies. What does not verify is listed for the source. Throws CannotUnseal if the key of the source cannot be
 * opened, and the database's errors.
 */
export async function receiveMessage(token: string, received: Received): Promise<ReceiveMessageResult> {
  const headers = collectHeaders(received.headers);
  let source = await findSource(token);
  for (let tries = 1; source !== null && tries <= maxTries; tries += 1) {
    const reason = source.verify({ headers, body: received.body, address: received.address }, currentTime());
    const message = toMessage(source, received, token);
    if (reason === null && (await storeMessage({ ...message, revision: source.revision }))) {
      callMapper(source.id);
      return { ok: true, id: message.id };
    }
    const { revision } = source;
    source = await reloadSource(token);
    // A message is refused only by the source as it is now.
    if (reason !== null && source?.revision === revision) return rejectUnverified(message, reason);
  }
  if (source === null) return { ok: false, rejected: "unknown_source" };
  throw new Error("The source changed again and again while a message was verified.");
}

function toMessage(source: ReceivingSource, received: Received, token: string) {
  const { method, url, headers, body, address } = received;
  const secrets = [token, ...source.keys];
  return {
    id: newId(),
    sourceId: source.id,
    method,
    query: keepQuery(url, secrets),
    headers: keepHeaders(headers, secrets, source.keyHeader),
    body,
    address,
    digest: source.hashesBodies ? hash("sha256", body, "buffer") : null,
  };
}

async function rejectUnverified(
  message: ReturnType<typeof toMessage>,
  reason: string,
): Promise<ReceiveMessageResult> {
  const { body } = message;
  const truncated = body.length > maxUnverifiedBytes;
  // The sender gets the same answer if the list cannot be written: it has to know that its signature is wrong.
  await recordUnverified({
    ...message,
    // Copied: a part of a buffer would keep the whole buffer in memory.
    body: truncated ? Buffer.from(body.subarray(0, maxUnverifiedBytes)) : body,
    truncated,
    reason,
  }).catch((error: Error) =>
    log.warn({ sourceId: message.sourceId, error: error.message }, "could not list an unverified message"),
  );
  return { ok: false, rejected: "unverified", message: reason };
}
