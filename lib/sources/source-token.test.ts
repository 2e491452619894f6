import { expect, test } from "vitest";
import { buildSourceUrl, generateSourceToken, hashSourceToken, toSourceTokenPrefix } from "./source-token";

test("each token is 43 random characters that need no escaping in a URL, and its hash has 32 bytes", () => {
  const token = generateSourceToken();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(generateSourceToken()).not.toBe(token);
  expect(hashSourceToken(token)).toHaveLength(32);
  expect(toSourceTokenPrefix(token)).toBe(token.slice(0, 6));
});

test("the URL of a source is below the origin, without the origin's path", () => {
  expect(buildSourceUrl("https://hooks.bank.example", "t0ken", "loanpro")).toBe(
    "https://hooks.bank.example/in/t0ken",
  );
  expect(buildSourceUrl("https://hooks.bank.example:8443/", "t0ken", "generic")).toBe(
    "https://hooks.bank.example:8443/in/t0ken",
  );
});

test("the URL for Fineract ends with the slash that Fineract needs", () => {
  expect(buildSourceUrl("https://hooks.bank.example", "t0ken", "fineract")).toBe(
    "https://hooks.bank.example/in/t0ken/",
  );
});
