import { expect, test } from "vitest";
import { matchShortcut } from "./match-shortcut";

const noModifiers = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false, repeat: false };
const idleState = { typing: false, singleKeysOn: true };

test.each([
  ["/", "search"],
  ["?", "shortcuts"],
  ["j", "next"],
  ["k", "previous"],
  ["x", "open"],
  ["s", "select"],
  ["r", "resend"],
  ["Enter", null],
  ["J", null],
])("the key %s without modifiers: %s", (key, shortcut) => {
  expect(matchShortcut({ ...noModifiers, key }, idleState)).toBe(shortcut);
});

test("single-key shortcuts do nothing while the user types or when they are turned off", () => {
  expect(matchShortcut({ ...noModifiers, key: "r" }, { ...idleState, typing: true })).toBeNull();
  expect(matchShortcut({ ...noModifiers, key: "r" }, { ...idleState, singleKeysOn: false })).toBeNull();
});

test("Ctrl-K and Cmd-K always work, except during IME input; other combinations are left to the browser", () => {
  const off = { typing: true, singleKeysOn: false };
  expect(matchShortcut({ ...noModifiers, key: "k", ctrlKey: true }, off)).toBe("palette");
  expect(matchShortcut({ ...noModifiers, key: "K", metaKey: true }, off)).toBe("palette");
  expect(matchShortcut({ ...noModifiers, key: "r", ctrlKey: true }, idleState)).toBeNull();
  expect(matchShortcut({ ...noModifiers, key: "k", ctrlKey: true, isComposing: true }, idleState)).toBeNull();
});

test("when a key is held down, only row movement repeats", () => {
  expect(matchShortcut({ ...noModifiers, key: "j", repeat: true }, idleState)).toBe("next");
  expect(matchShortcut({ ...noModifiers, key: "r", repeat: true }, idleState)).toBeNull();
});
