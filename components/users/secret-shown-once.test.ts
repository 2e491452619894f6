import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { SecretShownOnce } from "./secret-shown-once";

test.each([
  ["API key", ">API key<", "Copy API key"],
  ["new password", ">New password<", "Copy new password"],
])(
  "the noun %j is capitalized in the heading, but not in the button's label",
  (noun, heading, buttonLabel) => {
    const html = renderToStaticMarkup(createElement(SecretShownOnce, { noun, value: "s3cret" }));
    expect(html).toContain(heading);
    expect(html).toContain(`aria-label="${buttonLabel}"`);
  },
);
