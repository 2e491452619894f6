import { expect, test } from "vitest";
import { repeatsRepeats } from "./pattern";

test.each(["^(a+)+$", "((a+))*", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x{2,}){3,}", "(a*b?){2}"])(
  "%s can take for ever",
  (pattern) => expect(repeatsRepeats(pattern)).toBe(true),
);

test.each([
  "^[A-Z]{2}-[0-9]+$",
  "^(WB|PL)_[A-Za-z_]+$",
  "(ab)+c",
  "^\\(a+\\)+$",
  "[(a+)]+",
  "^\\d{3}(-\\d{4})?$",
])("%s cannot", (pattern) => expect(repeatsRepeats(pattern)).toBe(false));
