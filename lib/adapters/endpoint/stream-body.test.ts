import { expect, test } from "vitest";
import type { ApiRequest } from "./http-messages";
import type { Problem } from "./problem";
import { streamBody } from "./stream-body";

function makeRequest(body: string, contentLength: number | null): ApiRequest {
  const headers = new Headers(contentLength === null ? {} : { "Content-Length": String(contentLength) });
  async function* pieces() {
    for (const letter of body) yield Buffer.from(letter);
  }
  return {
    method: "POST",
    url: "http://hookledger/",
    headers,
    listHeaders: () => [...headers],
    readBody: async () => null,
    streamBody: pieces,
  };
}

async function read(request: ApiRequest, maxBytes = 4): Promise<string> {
  let text = "";
  for await (const piece of streamBody(request, maxBytes)) text += Buffer.from(piece).toString();
  return text;
}

test("a body is passed on as it arrives, with or without a Content-Length", async () => {
  expect(await read(makeRequest("abcd", 4))).toBe("abcd");
  expect(await read(makeRequest("abcd", null))).toBe("abcd");
});

test("a body is rejected if it is larger than the limit, even without a Content-Length, or shorter than its Content-Length", async () => {
  const tooLarge = { status: 413, code: "too_large" } satisfies Partial<Problem>;
  await expect(read(makeRequest("abcde", null))).rejects.toMatchObject(tooLarge);
  const incomplete = { status: 400, code: "incomplete_body" } satisfies Partial<Problem>;
  await expect(read(makeRequest("abc", 4))).rejects.toMatchObject(incomplete);
});
