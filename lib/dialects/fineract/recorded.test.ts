import { expect, test } from "vitest";
import { makeEvent, parseRawJson, readRecordings } from "@/testing/fineract-recordings";
import { JsonNumber } from "../../json/json-number";
import type { EventFacts } from "../dialect";
import { fineract } from "./fineract";

const recordings = readRecordings();
const requests = recordings.filter(({ method }) => method === "POST");

function render(event: ReturnType<typeof makeEvent>, contentType: "json" | "form") {
  const facts: EventFacts = {
    ...event,
    ...{ id: "e", title: "", entityType: "", partnerId: null, changes: null, occurredAt: new Date(0) },
  };
  const { body, contentType: header } = fineract.render(facts, "t", fineract.options.parse({ contentType }));
  return { body: body.toString(), header };
}

test("there are 22 recorded requests and one ping", () => {
  expect([requests.length, recordings.length - requests.length]).toEqual([22, 1]);
});

test.each(requests)("$name: the body has the same fields, digits and escapes as Fineract's", (recording) => {
  const isForm = recording.name.includes("-form-");
  const { body, header } = render(makeEvent(recording, recordings), isForm ? "form" : "json");
  expect(header).toBe(recording.headers["content-type"]);
  // The order of the fields is that of a Java HashMap, so only the fields are compared, and the number of bytes.
  if (isForm) expect(body.split("&").sort()).toEqual(recording.body.split("&").sort());
  else expect(parseRawJson(body)).toEqual(parseRawJson(recording.body));
  expect(Buffer.byteLength(body)).toBe(Number(recording.headers["content-length"]));
});

test("numbers of a request that are sent without a fraction, as by Fineract's client, give the same body", () => {
  const recording = requests.find(({ name }) => name === "loan-create-json-done");
  if (!recording) throw new Error("The recording is missing.");
  const { data, ...event } = makeEvent(recording, recordings);
  const request = Object.entries(data.request as object).map(([name, value]) =>
    value instanceof JsonNumber ? [name, Number(value.text)] : [name, value],
  );
  const { body } = render({ ...event, data: { ...data, request: Object.fromEntries(request) } }, "json");
  expect(parseRawJson(body)).toEqual(parseRawJson(recording.body));
});
