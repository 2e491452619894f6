import { expect, test } from "vitest";
import { makeCatalogue } from "@/testing/builtin-catalogue";
import type { CatalogueEntry } from "../../catalogue/catalogue-cache";
import { mapMessage } from "../mapping/map-message";
import type { Mapping } from "../schema";

function map(body: object, { mapping = {} as Mapping, types = [] as Partial<CatalogueEntry>[] } = {}) {
  const stored = { headers: [], body: Buffer.from(JSON.stringify(body)) };
  return mapMessage({ system: "loanpro", mapping }, stored, makeCatalogue(...types));
}
const context = { "loan-display-id": "L-102", "status-days-past-due": 3, "promise-amount": 12.5 };

test("the title, in any case, or the name of an event type is found; variables get the names of our fields", () => {
  for (const eventName of ["Payment Posted to account", " PAYMENT posted TO Account ", "PaymentPosted"]) {
    expect(map({ eventName, context })).toEqual({
      ok: true,
      event: {
        type: "PaymentPosted",
        entityId: "L-102",
        data: { loanDisplayId: "L-102", daysPastDue: 3, promiseAmount: 12.5 },
      },
      ownId: null,
    });
  }
});

test("LoanPro's event types win over others with the same title, also after their own title has changed", () => {
  const types = [{ name: "MyPayment", title: "Payment Posted to account" }];
  expect(map({ eventName: "Payment posted to account", context }, { types })).toMatchObject({
    event: { type: "PaymentPosted" },
  });
  const renamed = [...types, { name: "PaymentPosted", title: "Payment received" }];
  for (const eventName of ["Payment posted to account", "Payment received"])
    expect(map({ eventName, context }, { types: renamed })).toMatchObject({
      event: { type: "PaymentPosted" },
    });
});

test("several other event types with the same title are not guessed: the reason says to set the event type", () => {
  const types = [
    { name: "LateFeeOne", title: "Late fee" },
    { name: "LateFeeTwo", title: "Late fee" },
  ];
  expect(map({ eventName: "late fee", context }, { types })).toEqual({
    ok: false,
    reason:
      'Several event types have the title "late fee": LateFeeOne, LateFeeTwo. Set the event type for "late fee" in the source\'s mapping (eventTypes).',
  });
  const mapping = { eventTypes: { "late fee": "LateFeeTwo" } };
  expect(map({ eventName: "late fee", context }, { types, mapping })).toMatchObject({
    event: { type: "LateFeeTwo" },
  });
});

test("a title that the catalog does not have is reported, unless the mapping has an event type for it", () => {
  expect(map({ eventName: "Rate changed", context })).toEqual({
    ok: false,
    reason: expect.stringMatching(/^The catalog has no event type with the title or name "Rate changed"\./),
  });
  const mapping = { eventTypes: { "Rate changed": "AccountModified" } };
  expect(map({ eventName: "Rate changed", context }, { mapping })).toMatchObject({
    event: { type: "AccountModified" },
  });
});

test("an ID that is a number is a text; LoanPro's own ID is used if there is no display ID", () => {
  const eventName = "Autopay Failed";
  expect(map({ eventName, context: { "loan-display-id": 102 } })).toMatchObject({
    event: { entityId: "102" },
  });
  expect(map({ eventName, context: { "loan-id": 7 } })).toMatchObject({ event: { entityId: "7" } });
});

test("without the ID of the loan, the reason says which variable to select; an empty context is a list", () => {
  for (const empty of [{}, []]) {
    expect(map({ eventName: "Autopay Failed", context: empty })).toEqual({
      ok: false,
      reason: expect.stringMatching(/^The context has no loan-display-id\. Select this variable/),
    });
  }
});

test("an event type about another entity takes the variable with its ID", () => {
  const types = [
    { name: "KycDone", title: "KYC done", entityType: "Customer" },
    { name: "CaseOpened", title: "Case opened", entityType: "Case" },
  ];
  expect(map({ eventName: "KYC done", context: { "customer.primary.id": 2214 } }, { types })).toMatchObject({
    event: { entityId: "2214", data: { customerId: 2214 } },
  });
  expect(map({ eventName: "Case opened", context: { "case-id": "C-1" } }, { types })).toMatchObject({
    event: { entityId: "C-1" },
  });
});

test("without eventName, the message cannot be mapped", () => {
  expect(map({ context })).toEqual({
    ok: false,
    reason: expect.stringMatching(/the field eventName is missing/),
  });
});
