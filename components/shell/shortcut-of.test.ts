import { expect, test } from "vitest";
import { shortcutOf } from "./shortcut-of";

const none = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false, repeat: false };
const idle = { typing: false, singleKeysOn: true };

test.each([
  ["/", "search"],
  ["?", "shortcuts"],
  ["j", "next"],
  ["k", "previous"],
  ["x", "open"],
  ["r", "resend"],
  ["Enter", null],
  ["J", null],
])("%s alone: %s", (key, shortcut) => {
  expect(shortcutOf({ ...none, key }, idle)).toBe(shortcut);
});

test("never while typing, and never when they are switched off", () => {
  expect(shortcutOf({ ...none, key: "r" }, { ...idle, typing: true })).toBeNull();
  expect(shortcutOf({ ...none, key: "r" }, { ...idle, singleKeysOn: false })).toBeNull();
});

test("Ctrl or Cmd and K works always, other combinations are the browser's", () => {
  const off = { typing: true, singleKeysOn: false };
  expect(shortcutOf({ ...none, key: "k", ctrlKey: true }, off)).toBe("palette");
  expect(shortcutOf({ ...none, key: "K", metaKey: true }, off)).toBe("palette");
  expect(shortcutOf({ ...none, key: "r", ctrlKey: true }, idle)).toBeNull();
  expect(shortcutOf({ ...none, key: "k", ctrlKey: true, isComposing: true }, idle)).toBeNull();
});

test("held down, only moving goes on", () => {
  expect(shortcutOf({ ...none, key: "j", repeat: true }, idle)).toBe("next");
  expect(shortcutOf({ ...none, key: "r", repeat: true }, idle)).toBeNull();
});
