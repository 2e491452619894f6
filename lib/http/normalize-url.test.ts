import { expect, test } from "vitest";
import { normalizeUrl } from "./normalize-url";

test.each([
  ["https://example.com", "https://example.com/"],
  ["https://example.com/a?b=c#d", "https://example.com/a?b=c"],
  ["HTTPS://Example.COM:443/A", "https://example.com/A"],
  ["https://example.com./a", "https://example.com/a"],
  ["https://example.com\\@127.0.0.1/", "https://example.com/@127.0.0.1/"],
  ["https:\\\\example.com\\a", "https://example.com/a"],
  ["http:127.0.0.1:3915/x", "http://127.0.0.1:3915/x"],
  ["https:/example.com/x", "https://example.com/x"],
  ["https:////example.com/x", "https://example.com/x"],
  ["https://example.com/a/../b/./c", "https://example.com/b/c"],
  ["https://example.com/ü x", "https://example.com/%C3%BC%20x"],
  ["https://bücher.example/", "https://xn--bcher-kva.example/"],
  ["https://exa\tmple.com/a\nb", "https://example.com/ab"],
  ["http://127.1/", "http://127.0.0.1/"],
  ["http://2130706433/", "http://127.0.0.1/"],
  ["https://user:secret@example.com/", "https://user:secret@example.com/"],
  ["https://example.com/{{id}}", "https://example.com/%7B%7Bid%7D%7D"],
])("%s is normalized to %s", (text, normalized) => {
  expect(normalizeUrl(text)).toBe(normalized);
  expect(normalizeUrl(normalized)).toBe(normalized);
});

test.each(["", "example.com", "ftp://example.com", "javascript:alert(1)", "https://"])(
  "%j is not a receiver's URL and is returned unchanged",
  (text) => {
    expect(normalizeUrl(text)).toBe(text);
  },
);
