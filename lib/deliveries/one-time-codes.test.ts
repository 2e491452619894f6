import { expect, test } from "vitest";
import { canContainOneTimeCode, maskKnownCodes, maskOneTimeCodes } from "./one-time-codes";

test.each(["WB_Send_Otp", "WB_Send_Loan_Otp", "WB_Send_Two_Factor_Code"])(
  "an event of type %s can contain a one-time code",
  (type) => {
    expect(canContainOneTimeCode(type)).toBe(true);
    expect(canContainOneTimeCode(`${type}s`)).toBe(false);
  },
);

test("one-time codes are masked, whether strings or numbers, and nothing else changes", () => {
  const body = '{"data":{"code": "12\\"34","codes":1,"mobile":"+91"},"more":[{"code":5678}]}';
  const { text, codes } = maskOneTimeCodes(body);
  expect(text).toBe('{"data":{"code": "******","codes":1,"mobile":"+91"},"more":[{"code":"******"}]}');
  expect(codes).toContain("5678");
  expect(maskKnownCodes("got 5678, thanks", codes)).toBe("got ******, thanks");
});

test("codes in forms are masked, and a body without a code is unchanged", () => {
  expect(maskOneTimeCodes("id=1&code=9876&x=2")).toEqual({ text: "id=1&code=******&x=2", codes: ["9876"] });
  const plain = '{"id":"1","eventName":"WB_Send_Two_Factor_Code"}';
  expect(maskOneTimeCodes(plain)).toEqual({ text: plain, codes: [] });
});
