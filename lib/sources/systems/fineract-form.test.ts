import { expect, test } from "vitest";
import { makeCatalogue } from "@/testing/builtin-catalogue";
import { mapMessage } from "../mapping/map-message";

const catalogue = makeCatalogue();
const loan = { entityName: "LOAN", actionName: "REPAYMENT", timestamp: "2026-11-28T13:26:41.5Z" };

function mapForm(fields: Record<string, string>) {
  const headers = [["content-type", "application/x-www-form-urlencoded"]] as const;
  const body = Buffer.from(new URLSearchParams(fields).toString());
  return mapMessage({ system: "fineract", mapping: {} }, { headers, body }, catalogue);
}

test("Embarc's form with one field for each value is read, with lists", () => {
  const fields = {
    entityName: "USER",
    actionName: "CREATE",
    createdBy: "12",
    timestamp: "2025-10-13T07:45:12Z",
    "request.username": "rosa",
    "request.roles.0": "4",
    "request.roles.1": "5",
    "request.phone": "0123",
    "response.resourceId": "17",
  };
  expect(mapForm(fields)).toMatchObject({
    ok: true,
    event: {
      type: "USER.CREATE",
      entityId: "17",
      occurredAt: new Date("2025-10-13T07:45:12Z"),
      data: {
        createdBy: 12,
        request: { username: "rosa", roles: [4, 5], phone: "0123" },
        response: { resourceId: 17 },
      },
    },
  });
});

test("in a form of Fineract, a number without a fraction was a text", () => {
  const request = "{externalId=12, officeId=1.0, amount=1.23456789E7, active=true}";
  const mapped = mapForm({ ...loan, request, response: "{loanId=4.0, resourceId=9.0}" });
  expect(mapped).toMatchObject({
    event: {
      entityId: "4",
      data: { request: { externalId: "12", officeId: 1, amount: 12_345_678.9, active: true } },
    },
  });
});

test("a form with too many parts is not read, and the reason says what to do", () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `request.${"a.".repeat(50)}${index}`);
  expect(mapForm(Object.fromEntries(names.map((name) => [name, "1"])))).toEqual({
    ok: false,
    reason: expect.stringMatching(/^Mapping this message takes more than 200,000 steps\. .* send JSON\.$/),
  });
});

test("a form with more text than an event can have is not read, and the reason says what to do", () => {
  const response = "{loanId=4.0}";
  const fill = (length: number) => mapForm({ ...loan, request: `{note=${"x".repeat(length)}}`, response });
  expect(fill(250 * 1024)).toMatchObject({ ok: true, event: { entityId: "4" } });
  expect(fill(256 * 1024)).toEqual({
    ok: false,
    reason: expect.stringMatching(
      /^The form has more than 256 KiB of text, .* Set up the system to send JSON/,
    ),
  });
});
