import { afterEach, expect, test, vi } from "vitest";
import { areSingleKeysOn, setSingleKeysOn } from "./single-keys-setting";

afterEach(() => vi.unstubAllGlobals());

test("the setting is stored in the browser", () => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  expect(areSingleKeysOn()).toBe(true);
  setSingleKeysOn(false);
  expect([areSingleKeysOn(), ...stored.values()]).toEqual([false, "off"]);
  setSingleKeysOn(true);
  expect(areSingleKeysOn()).toBe(true);
});

test("if the browser blocks storage, the setting is kept until the page is reloaded", () => {
  const blocked = () => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: blocked, setItem: blocked });
  expect(areSingleKeysOn()).toBe(true);
  setSingleKeysOn(false);
  expect(areSingleKeysOn()).toBe(false);
  setSingleKeysOn(true);
  expect(areSingleKeysOn()).toBe(true);
});
