import { expect, test } from "vitest";
import {
  createSourceSchema,
  type SourceSystemId,
  type SourceView,
  updateSourceSchema,
  type Verification,
} from "@/lib/sources/schema";
import {
  buildNewSourceValues,
  findRepeatedSystemName,
  isOpenToAnyone,
  toCreateSourceInput,
  toSourceValues,
  toUpdateSourceInput,
} from "./source-values";
import { listSystemChoices, type SystemChoice } from "./system-choice";

const choice = (id: SourceSystemId) => listSystemChoices().find((system) => system.id === id) as SystemChoice;

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
  unverifiedTotal: 0,
  lastMessageAt: null,
  createdBy: "ada@bank.example",
  createdAt: "2026-03-02T09:00:00.000Z",
  updatedAt: "2026-03-02T09:00:00.000Z",
};

test("a new source of a system with its own way to sign sends only what the user entered", () => {
  const values = { ...buildNewSourceValues(choice("precisionlender")), name: "Pricing" };
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
  const values = { ...buildNewSourceValues(choice("generic")), name: "Core", header: " X-Core " };
  expect(toCreateSourceInput("generic", "", values)).toMatchObject({
    verification: { kind: "hmac", header: "X-Core", encoding: "hex", prefix: "" },
  });
});

test("a verification that is chosen by hand starts as the system signs or sends its key", () => {
  const create = (system: SourceSystemId, kind: Verification["kind"]) =>
    toCreateSourceInput(system, "", { ...buildNewSourceValues(choice(system)), kind }).verification;
  expect(create("precisionlender", "hmac")).toEqual({
    ...{ kind: "hmac", header: "X-PL-Signature", encoding: "base64", prefix: "" },
  });
  expect(create("plexe", "hmac")).toEqual({
    ...{ kind: "hmac", header: "abp-webhook-signature", encoding: "dashed-hex", prefix: "sha256=" },
  });
  expect(create("fineract", "hmac")).toMatchObject({ header: "X-Embarc-Signature" });
  expect(create("loanpro", "header")).toEqual({ kind: "header", header: "X-Source-Key" });
});

test("after another kind was tried, the saved header of a signature is still there", () => {
  const values = toSourceValues(saved, choice("generic"));
  expect(toUpdateSourceInput({ ...values, kind: "header" }, values)).toEqual({
    verification: { kind: "header", header: "X-Source-Key" },
  });
  expect(toUpdateSourceInput({ ...values, kind: "header", keyHeader: "X-K" }, values)).toEqual({
    verification: { kind: "header", header: "X-K" },
  });
  expect(values.header).toBe("X-Core-Signature");
});

test.each([
  ["none", "", true],
  ["none", "203.0.113.0/24", false],
  ["hmac", "", false],
] as const)(
  "with the verification %s and the networks %j, anyone can send: %j",
  (kind, networks, expected) => {
    const values = { ...toSourceValues(saved, choice("generic")), kind, networks };
    expect(isOpenToAnyone(values, choice("generic"), true)).toBe(expected);
  },
);

test("a new source of a system that signs nothing is open to anyone until it has a key or networks", () => {
  const values = buildNewSourceValues(choice("loanpro"));
  expect(isOpenToAnyone(values, choice("loanpro"), false)).toBe(true);
  expect(isOpenToAnyone(values, choice("loanpro"), true)).toBe(false);
  expect(isOpenToAnyone({ ...values, networks: "10.0.0.0/8" }, choice("loanpro"), false)).toBe(false);
  expect(isOpenToAnyone(buildNewSourceValues(choice("plexe")), choice("plexe"), false)).toBe(false);
});

test("the form of a saved source changes nothing until the user does", () => {
  const values = toSourceValues(saved, choice("generic"));
  expect(toUpdateSourceInput(values, values)).toEqual({});
  const changed = { ...values, name: "Core banking" };
  expect(toUpdateSourceInput(changed, values)).toEqual({ name: "Core banking" });
});

test("networks can be separated by lines or commas, empty parts of the mapping and empty rows are left out", () => {
  const values = toSourceValues(saved, choice("generic"));
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
  const values = toSourceValues(saved, choice("generic"));
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
