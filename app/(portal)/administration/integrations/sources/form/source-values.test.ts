import { expect, test } from "vitest";
import { createSourceSchema, type SourceView, updateSourceSchema } from "@/lib/sources/schema";
import {
  buildNewSourceValues,
  findRepeatedSystemName,
  toCreateSourceInput,
  toSourceValues,
  toUpdateSourceInput,
} from "./source-values";

const saved: SourceView = {
  id: "018f0000-0000-7000-8000-000000000000",
  name: "Core",
  system: "generic",
  partnerId: null,
  url: null,
  tokenPrefix: "AbC123",
  previousUrlUntil: null,
  verification: { kind: "hmac", header: "X-Core-Signature", encoding: "hex", prefix: "sha256=" },
  hasKey: true,
  previousKeyUntil: null,
  mapping: { entityId: "/loan/id", eventTypes: { "loan.paid": "PaymentPosted" } },
  networks: ["10.0.0.0/8", "fd00::/8"],
  duplicateSeconds: 600,
  waiting: 0,
  unmapped: 0,
  unverified: 0,
  lastMessageAt: null,
  createdBy: "ada@bank.example",
  createdAt: "2026-03-02T09:00:00.000Z",
  updatedAt: "2026-03-02T09:00:00.000Z",
};

test("a new source of a system with its own way to sign sends only what the user entered", () => {
  const values = { ...buildNewSourceValues("precisionlender"), name: "Pricing" };
  const input = toCreateSourceInput("precisionlender", "secret", values);
  expect(input).toEqual({
    system: "precisionlender",
    name: "Pricing",
    key: "secret",
    mapping: {},
    networks: [],
  });
  expect(createSourceSchema.safeParse(input).success).toBe(true);
});

test("a new generic source has a signature whose header can be changed", () => {
  const values = { ...buildNewSourceValues("generic"), name: "Core", header: " X-Core " };
  expect(toCreateSourceInput("generic", "", values)).toMatchObject({
    verification: { kind: "hmac", header: "X-Core", encoding: "hex", prefix: "" },
  });
});

test("the form of a saved source changes nothing until the user does", () => {
  const values = toSourceValues(saved);
  expect(toUpdateSourceInput(values, values)).toEqual({});
  const changed = { ...values, name: "Core banking" };
  expect(toUpdateSourceInput(changed, values)).toEqual({ name: "Core banking" });
});

test("networks can be separated by lines or commas, empty parts of the mapping and empty rows are left out", () => {
  const values = toSourceValues(saved);
  const changed = {
    ...values,
    networks: "10.0.0.0/8,\n\n192.168.0.1",
    mapping: { ...values.mapping, entityId: " ", type: "/event" },
    eventTypes: [...values.eventTypes, { row: 1, systemName: "", eventType: " " }],
  };
  expect(toUpdateSourceInput(changed, values)).toEqual({
    networks: ["10.0.0.0/8", "192.168.0.1"],
    mapping: { type: "/event", eventTypes: { "loan.paid": "PaymentPosted" } },
  });
});

test("an emptied number of a saved source is rejected; a new source takes the default of its system", () => {
  const values = toSourceValues(saved);
  const changed = toUpdateSourceInput({ ...values, duplicateSeconds: "" }, values);
  expect(updateSourceSchema.safeParse(changed).success).toBe(false);
  const created = toCreateSourceInput("generic", "", { ...values, duplicateSeconds: "" });
  expect(created).not.toHaveProperty("duplicateSeconds");
});

test("a name of the system that is in two rows is found", () => {
  const row = { row: 0, systemName: "loan.paid", eventType: "A" };
  expect(findRepeatedSystemName([row, { ...row, row: 1, systemName: "loan.paid " }])).toBe("loan.paid");
  expect(findRepeatedSystemName([row, { ...row, row: 1, systemName: "" }])).toBeUndefined();
});
