import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { SecretShownOnce } from "./secret-shown-once";

test.each([
  ["API key", ">API key<", "Copy API key"],
  ["new password", ">New password<", "Copy new password"],
])("%s is written as in a title and as in a sentence", (noun, title, sentence) => {
  const html = renderToStaticMarkup(createElement(SecretShownOnce, { noun, value: "s3cret" }));
  expect(html).toContain(title);
  expect(html).toContain(`aria-label="${sentence}"`);
});
