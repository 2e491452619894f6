import { expect, test } from "vitest";
import { encodeForm } from "../dialects/fineract/form-body";
import { JsonNumber } from "../json/json-number";
import { hideCodes } from "./hide-codes";

const hide = (text: string, ...codes: string[]) => hideCodes(text, codes);

test("a code is masked wherever it occurs, and nothing else changes", () => {
  expect(hide('{"otp":"482913", "text":"PIN 482913.","n":1}', "482913")).toBe(
    '{"otp":"******", "text":"PIN ******.","n":1}',
  );
  expect(hide("a=1&otp=482913&b=2", "482913")).toBe("a=1&otp=******&b=2");
  expect(hide("X482913Y 482913482913", "482913")).toBe("X******Y ******");
  expect(hide("ab-9x and AB-9X", "Ab-9x")).toBe("****** and ******");
  expect(hide("nothing here", "482913")).toBe("nothing here");
});

const specialCode = 'ä "x\\y" <&> +1';
const json = JSON.stringify(specialCode);
test.each([
  ["as it is", specialCode],
  ["in JSON", json.slice(1, -1)],
  ["in ASCII JSON", json.slice(1, -1).replace("ä", "\\u00e4")],
  ["in JSON in JSON", JSON.stringify(json.slice(1, -1)).slice(1, -1)],
  ["in a form", new URLSearchParams({ a: specialCode }).toString().slice(2)],
  ["in a URL", encodeURIComponent(specialCode)],
  ["in a URL in a form", encodeURIComponent(encodeURIComponent(specialCode))],
  ["in JSON in a form", new URLSearchParams({ a: json.slice(1, -1) }).toString().slice(2)],
  ["in XML", specialCode.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)],
  ["in HTML", specialCode.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&#x22;")],
])("a code with special characters is found %s", (_where, written) => {
  expect(hide(`before ${written} after`, specialCode)).toBe("before ****** after");
});

test("a code is masked in Fineract's form bodies, as text and as a number", () => {
  const request = { code: "48 29/13", phone: "+1", count: 3 };
  const form = encodeForm({ entityName: "CUSTOMER", request }, "fineract");
  expect(decodeURIComponent(hide(form, "48 29/13"))).toBe(
    "entityName=CUSTOMER&request={code=******, phone=+1, count=3.0}",
  );
  expect(hide(encodeForm({ request }, "dotted"), "48 29/13")).toContain("request.code=******&");
  for (const code of [482913, 12345678, new JsonNumber("48291300.50")]) {
    const numbers = encodeForm({ request: { code, next: 5 } }, "fineract");
    expect(decodeURIComponent(hide(numbers, String(code)))).toMatch(
      /^request={code=\*{6}(\.0)?, next=5\.0}$/,
    );
  }
});

test("a masked number in JSON becomes a string, so that the body stays valid JSON; codes are also found without leading zeros", () => {
  expect(hide('{"pin": 482913,"at":[1482913000]}', "482913")).toBe('{"pin": "******","at":["******"]}');
  expect(hide('{"pin":12345,"s":"012345"}', "012345")).toBe('{"pin":"******","s":"******"}');
});

test("a short code is masked only where no letter or digit adjoins; a code without a letter or digit is never masked", () => {
  const body = '{"id":"17-7b","code":"7","list":[7,77],"when":"2027-01-07"}';
  expect(hide(body, "7")).toBe('{"id":"17-7b","code":"******","list":["******",77],"when":"2027-01-07"}');
  expect(hide("code=12&x=120&y=a12", "12")).toBe("code=******&x=120&y=a12");
  for (const code of ["", " ", ",", "******"]) expect(hide(body, code)).toBe(body);
});

test("text that only looks like an escape is not changed", () => {
  const text = "100% %zz %ff%e4 &#9999999; &none; \\u12 a\\";
  expect(hide(text, "482913")).toBe(text);
  expect(hide(`${text} 482913 ${text}`, "482913")).toBe(`${text} ****** ${text}`);
});

test("the beginning of a code at the end of a cut text is masked", () => {
  expect(hideCodes("got 48291", ["482913"], true)).toBe("got ******");
  expect(hideCodes("got 48291", ["482913"])).toBe("got 48291");
});

test("masking stays fast with very many codes, a very long code or very many occurrences", () => {
  const many = Array.from({ length: 5_000 }, (_, index) => String(100_000 + index));
  expect(hideCodes("x 100001", many)).toBe("******");
  expect(hideCodes("a".repeat(250_000), ["a".repeat(100_000)])).toMatch(/^\*{6}a*$/);
  expect(hideCodes("1".repeat(250_000), ["1111"])).toBe("******");
});

test("a code that is short as a double is masked where no letter or digit adjoins", () => {
  expect(hide('{"request":{"code":1.1,"amount":21.15}}', "1.10")).toBe(
    '{"request":{"code":"******","amount":21.15}}',
  );
});
