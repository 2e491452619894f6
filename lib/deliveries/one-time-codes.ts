import { JsonNumber } from "../json/json-number";
import { parseJson } from "../json/parse-json";
import { hideCodes, mask } from "./hide-codes";

/** Event types whose data.code is a borrower's one-time code. */
const oneTimeCodeEventTypes = ["WB_Send_Otp", "WB_Send_Loan_Otp", "WB_Send_Two_Factor_Code"];

/** Whether events of this type can contain a one-time code, which the portal's pages mask. */
export function canContainOneTimeCode(eventType: string): boolean {
  return oneTimeCodeEventTypes.includes(eventType);
}

const isCodeField = (name: string) => name.toLowerCase() === "code";

/** Lists the values of all fields named "code" in an event's data or changes (JSON, as stored), at any depth. */
export function listOneTimeCodes(...jsonTexts: (string | null)[]): string[] {
  const codes = jsonTexts.flatMap((text) => (text === null ? [] : listCodes(parseJson(text), false)));
  return [...new Set(codes.filter((code) => code.trim() !== ""))];
}

function listCodes(value: unknown, isCode: boolean): string[] {
  if (typeof value === "string" || typeof value === "number" || value instanceof JsonNumber)
    return isCode ? [String(value)] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => listCodes(inner, isCode || isCodeField(name)));
}

/** Masks one-time codes in an event's parsed data or changes, wherever they occur. */
export function maskOneTimeCodesInData(value: unknown, codes: readonly string[], isCode = false): unknown {
  const hide = (text: string) => (isCode && text.trim() !== "" ? mask : hideCodes(text, codes));
  if (typeof value === "string") return hide(value);
  if (typeof value === "number" || value instanceof JsonNumber) {
    const text = String(value);
    return hide(text) === text ? value : mask;
  }
  if (Array.isArray(value)) return value.map((item) => maskOneTimeCodesInData(item, codes, isCode));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      hideCodes(name, codes),
      maskOneTimeCodesInData(inner, codes, isCode || isCodeField(name)),
    ]),
  );
}

const jsonFieldPattern = /"code"\s*:\s*(?:"((?:[^"\\]|\\.)+)"|(-?[\d.eE+-]+))/gi;
const formFieldPattern = /(?:^|&)(?:data[.[])?code]?=([^&\s"{}]+)/gi;

/** Lists the values of fields named "code" in a body (JSON or a form), including codes that are not in the event's data. */
export function listCodeFields(body: string): string[] {
  const found = [...body.matchAll(jsonFieldPattern), ...body.matchAll(formFieldPattern)];
  return found.map(([, first, second]) => first ?? second ?? "");
}

/** Lists the codes in a message of another system: of its fields named "code", if it names an event type that can contain a code. */
export function listCodesOfMessage(body: string): string[] {
  return oneTimeCodeEventTypes.some((type) => body.includes(type)) ? listCodeFields(body) : [];
}
