import { expect, test } from "vitest";
import { toApiRequest } from "../endpoint/to-route";
import { readFields } from "./read-fields";

const read = (query: string, body?: string) =>
  readFields(
    toApiRequest(
      new Request(`http://h/api/Webhook/register${query}`, {
        method: body === undefined ? "GET" : "POST",
        ...(body === undefined ? {} : { body }),
      }),
    ),
  );

test("fields are read from the query and the body, with names in any case; unknown fields are ignored", async () => {
  expect(await read("?PartnerId=a&x=1")).toEqual({ partnerId: "a" });
  expect(await read("?partnerid=a", '{"WebhookUri":"u","IsActive":true,"role":"admin"}')).toEqual({
    partnerId: "a",
    webhookUri: "u",
    isActive: true,
  });
  expect(await read("?partnerId=a", "")).toEqual({ partnerId: "a" });
});

test("a field can be sent twice with the same value, but not with different values", async () => {
  expect(await read("?partnerId=a", '{"partnerId":"a"}')).toEqual({ partnerId: "a" });
  await expect(read("?partnerId=a", '{"partnerId":"b"}')).rejects.toMatchObject({ status: 400 });
  await expect(read("", '{"partnerId":"a","PartnerId":"b"}')).rejects.toMatchObject({ status: 400 });
});

test("a body that is not a JSON object, is malicious or is too large is rejected, and malicious query parameters are ignored", async () => {
  for (const body of ["[]", '"x"', "1", "null", "{", '{"__proto__":{"id":"x"}}', "[".repeat(60_000)]) {
    await expect(read("", body), body.slice(0, 20)).rejects.toMatchObject({ status: 400 });
  }
  await expect(read("", `"${"x".repeat(10_000_000)}"`)).rejects.toMatchObject({ status: 413 });
  expect(await read("?__proto__=x&constructor=y")).toEqual({});
});
