import { expect, test } from "vitest";
import { matchShortcut } from "./match-shortcut";

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
  expect(matchShortcut({ ...none, key }, idle)).toBe(shortcut);
});

test("single keys do nothing while typing or when turned off", () => {
  expect(matchShortcut({ ...none, key: "r" }, { ...idle, typing: true })).toBeNull();
  expect(matchShortcut({ ...none, key: "r" }, { ...idle, singleKeysOn: false })).toBeNull();
});

test("Ctrl or Cmd and K works always, other combinations are the browser's", () => {
  const off = { typing: true, singleKeysOn: false };
  expect(matchShortcut({ ...none, key: "k", ctrlKey: true }, off)).toBe("palette");
  expect(matchShortcut({ ...none, key: "K", metaKey: true }, off)).toBe("palette");
  expect(matchShortcut({ ...none, key: "r", ctrlKey: true }, idle)).toBeNull();
  expect(matchShortcut({ ...none, key: "k", ctrlKey: true, isComposing: true }, idle)).toBeNull();
});

test("when a key is held, only row movement repeats", () => {
  expect(matchShortcut({ ...none, key: "j", repeat: true }, idle)).toBe("next");
  expect(matchShortcut({ ...none, key: "r", repeat: true }, idle)).toBeNull();
});
