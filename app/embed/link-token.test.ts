import { expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { signLinkToken } from "@/lib/portal-links/link-token";
import { readLinkId, readToken } from "./link-token";

test("the page reads the link from the fragment, and the link's ID from the link", () => {
  for (let count = 0; count < 50; count += 1) {
    const id = newId();
    const token = signLinkToken(id);
    expect(readToken(`#${token}`)).toBe(token);
    expect(readLinkId(token)).toBe(id);
  }
});

test.each(["", "#", "#hlp_short", "#hl_key", `#hlp_${"a".repeat(65)}`, `#hlp_${"a".repeat(63)}/`])(
  "%j contains no link",
  (fragment) => {
    expect(readToken(fragment)).toBeNull();
  },
);
