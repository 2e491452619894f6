import type { Endpoint } from "./endpoint";
import type { ApiRequest, ApiResponse } from "./http-messages";

/** A route handler of Next, and the endpoint that it wraps. */
export interface RouteHandler {
  (request: Request, context: { params: Promise<Record<string, string>> }): Promise<Response>;
  endpoint: Endpoint;
}

export function toRoute(endpoint: Endpoint): RouteHandler {
  const route = async (request: Request, context: { params: Promise<Record<string, string>> }) =>
    toFetchResponse(await endpoint(toApiRequest(request), await context.params));
  return Object.assign(route, { endpoint });
}

export function toFetchResponse({ status, headers, body }: ApiResponse): Response {
  return new Response(body, { status, headers });
}

export function toApiRequest(request: Request): ApiRequest {
  const { method, url, headers, signal } = request;
  return {
    method,
    url,
    headers,
    signal,
    listHeaders: () => [...headers],
    readBody: (maxBytes) => readBody(request, maxBytes),
    streamBody: () => streamBody(request),
  };
}

/**
 * The body of a request in pieces. If the caller stops reading early, the stream is not canceled: Next would then destroy the request,
 * and with it the next request on the connection (lib/http-server/drain-request.ts).
 */
async function* streamBody(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) return;
    yield value;
  }
}

async function readBody(request: Request, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) return Buffer.concat(chunks);
    size += value.byteLength;
    // The stream is not canceled, for the reason given at streamBody.
    if (size > maxBytes) return null;
    chunks.push(value);
  }
}
