import type { OutgoingHttpHeaders, RequestListener, ServerResponse } from "node:http";
import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { z } from "zod";

const path = "/api/inngest";

/** The outcome of a run, which the SDK sends as the content of a streamed response. */
const outcomeSchema = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/**
 * Serves the functions at /api/inngest for an Inngest server. An unsigned request gets a 401. The response to a run that takes longer
 * than 3 s is streamed, with a space every 3 s, so that no proxy closes an idle connection. A run continues after its connection is
 * closed.
 */
export function serveFunctions(client: Inngest.Any, functions: InngestFunction.Any[]): RequestListener {
  const serveSdk = serve({ client, functions, servePath: path, streaming: true });
  return (request, response) => {
    if (request.url?.split("?", 1)[0] !== path) return response.writeHead(404).end();
    sendQuickOutcomesPlainly(response);
    return serveSdk(request, response);
  };
}

/**
 * When it streams, the SDK responds with 201 before it knows the outcome, also to an unsigned request, and sends the status in the
 * content. This function holds the 201 back until the first bytes. If they are the outcome already, it is sent as a plain response.
 */
function sendQuickOutcomesPlainly(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  const write = response.write.bind(response);
  let heldHeaders: OutgoingHttpHeaders | undefined;
  response.writeHead = ((status: number, headers: OutgoingHttpHeaders) => {
    if (status !== 201) return writeHead(status, headers);
    heldHeaders = headers;
    return response;
  }) as ServerResponse["writeHead"];
  response.write = ((chunk: Uint8Array) => {
    if (!heldHeaders) return write(chunk);
    const text = Buffer.from(chunk).toString();
    const isOutcome = text.trim() !== "";
    const { status, headers, body } = isOutcome
      ? outcomeSchema.parse(JSON.parse(text))
      : { status: 201, headers: heldHeaders, body: text };
    heldHeaders = undefined;
    writeHead(status, headers);
    return write(body);
  }) as ServerResponse["write"];
}
