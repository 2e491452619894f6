import { expect, test } from "vitest";
import { makeScope, type Scope } from "../scope/scope";
import { systemScope } from "../scope/system-scope";
import { limitChanges, limitCustomerData, limitHeaders } from "./limit-customer-data";
import { describeLimitedStateReason, limitFailure } from "./limit-failure";
import { limitUrl } from "./limit-url";
import { withheldLabel } from "./schema";

const full = systemScope();
const limited = makeScope({ actor: full.actor, partnerId: null, permissions: ["deliveries:read"] });
const link = { target: { kind: "partner" }, apiKeyId: "" } satisfies Scope["link"];
const classes = {
  own: { properties: { name: { "x-pii": true }, amount: {} } },
  current: { properties: { name: { "x-pii": true }, amount: {} } },
};

test("a scope with customer-data:read gets everything as it is, and others nothing that is not classified", () => {
  const data = { name: "Ada", amount: 1, other: 2 };
  expect(limitCustomerData(full, classes, data)).toBe(data);
  expect(limitCustomerData(full, null, "text")).toBe("text");
  expect(limitCustomerData(limited, classes, data)).toEqual({
    name: withheldLabel,
    amount: 1,
    "(1 other field)": withheldLabel,
  });
  expect(limitCustomerData(limited, null, "text")).toBe(withheldLabel);
  expect(limitCustomerData(limited, null, null)).toBeNull();
  expect(limitHeaders(limited, { "X-Echo": "Ada" })).toEqual({ "X-Echo": withheldLabel });
});

test("a portal link gets no customer data, whatever its API key can see", () => {
  const scope = makeScope({ actor: full.actor, partnerId: null, permissions: ["customer-data:read"], link });
  expect(limitCustomerData(scope, null, "text")).toBe(withheldLabel);
});

test("old and new values of changed fields have the classes of the fields", () => {
  const changes = { name: { from: "Ada", to: "Bob" }, amount: { from: 1, to: 2 }, other: { to: 3 } };
  expect(limitChanges(full, classes, changes)).toBe(changes);
  expect(limitChanges(limited, classes, changes)).toEqual({
    name: { from: withheldLabel, to: withheldLabel },
    amount: { from: 1, to: 2 },
    "(1 other field)": { to: withheldLabel },
  });
  expect(limitChanges(limited, classes, null)).toBeNull();
});

test("a failure keeps its code, but not what it quotes of a response or an event", () => {
  const params = { status: 302, location: "/?name=Ada" };
  expect(limitFailure(limited, { code: "redirect", params })).toEqual({
    code: "redirect",
    params: { status: 302, location: withheldLabel },
    message: null,
  });
  expect(limitFailure(full, { code: "redirect", params }).params).toEqual(params);
  expect(limitFailure(limited, { code: "redirect", message: "To /?name=Ada" }).message).toBe(withheldLabel);
  const detail = { detail: "Ada is no number." };
  expect(describeLimitedStateReason(limited, "failed", "template_error", detail)).not.toContain("Ada");
  expect(describeLimitedStateReason(full, "failed", "template_error", detail)).toContain("Ada");
  expect(describeLimitedStateReason(limited, "failed", "The receiver said Ada.")).toBe(withheldLabel);
  expect(describeLimitedStateReason(limited, "held", "webhook_paused")).toBe("The webhook is paused.");
});

test("a URL is shown unless a template can have filled it in; its host never comes from an event", () => {
  const url = "https://receiver.example/loans/Ada?x=1";
  const shown = `https://receiver.example/ (${withheldLabel})`;
  const template = { url: "https://receiver.example/loans/{{ data.name }}", dialect: "loanpro" };
  expect(limitUrl(full, url, template)).toBe(url);
  expect(limitUrl(limited, url, template)).toBe(shown);
  expect(limitUrl(limited, url, { url, dialect: "loanpro" })).toBe(url);
  expect(limitUrl(limited, url, { url: "https://new.example/", dialect: "plexe" })).toBe(url);
  expect(limitUrl(limited, url, undefined)).toBe(shown);
});
