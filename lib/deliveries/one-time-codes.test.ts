import { expect, test } from "vitest";
import { JsonNumber } from "../json/json-number";
import { parseJson } from "../json/parse-json";
import {
  canContainOneTimeCode,
  listCodeFields,
  listOneTimeCodes,
  maskOneTimeCodesInData,
} from "./one-time-codes";

test.each(["WB_Send_Otp", "WB_Send_Loan_Otp", "WB_Send_Two_Factor_Code"])(
  "an event of type %s can contain a one-time code",
  (type) => {
    expect(canContainOneTimeCode(type)).toBe(true);
    expect(canContainOneTimeCode(`${type}s`)).toBe(false);
  },
);

test("the codes of an event are the values of its fields named code, at whatever depth", () => {
  const data =
    '{"code":"12\\"34","codes":1,"more":[{"Code":120.50}],"x":{"code":{"sms":"7","mail":[8,null]}}}';
  expect(listOneTimeCodes(data, '{"code":{"from":"12\\"34","to":"5678"}}')).toEqual([
    '12"34',
    "120.50",
    "7",
    "8",
    "5678",
  ]);
  expect(listOneTimeCodes('{"code":"","x":{"code":" "},"y":{"code":null}}', null)).toEqual([]);
});

test("in an event's data, a code is masked in its own field and in every other text, number and name", () => {
  const data = parseJson(
    '{"code":4,"id":4,"to":"+91","pin":{"code":"482913"},"say":["pin 482913","482913"],"n":482913.0}',
  );
  const codes = ["4", "482913"];
  expect(maskOneTimeCodesInData(data, codes)).toEqual({
    code: "******",
    id: "******",
    to: "+91",
    pin: { code: "******" },
    say: ["pin ******", "******"],
    n: "******",
  });
  const plain = { amount: new JsonNumber("120.50"), none: null, list: [true, "x"] };
  expect(maskOneTimeCodesInData(plain, codes)).toEqual(plain);
});

test("fields named code are found in bodies, in JSON and in forms", () => {
  expect(listCodeFields('{"code": "12\\"34","codes":1,"more":[{"code":5678}]}')).toEqual(['12\\"34', "5678"]);
  expect(listCodeFields("id=1&code=9876&request.code=a%20b&data[code]=12")).toEqual(["9876", "12"]);
  expect(listCodeFields('{"id":"1","eventName":"WB_Send_Two_Factor_Code"}')).toEqual([]);
});
