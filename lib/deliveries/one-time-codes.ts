/** Event types whose data.code is a one-time password of a borrower. */
const oneTimeCodeEventTypes = new Set(["WB_Send_Otp", "WB_Send_Loan_Otp", "WB_Send_Two_Factor_Code"]);

/** Whether bodies of this event type can contain a one-time code, which pages mask. */
export function canContainOneTimeCode(eventType: string): boolean {
  return oneTimeCodeEventTypes.has(eventType);
}

const mask = "******";
const jsonCodePattern = /("code"\s*:\s*)("(?:[^"\\]|\\.)*"|-?[\d.eE+-]+)/g;
const formCodePattern = /((?:^|&)(?:data[.[])?code]?=)([^&\s"{}]+)/g;

/**
 * Masks the fields "code" in the text of a body: in JSON at whatever depth, in a form only `code`, `data.code` and `data[code]`.
 * Everything else stays as it was sent. `codes`: the masked values, to be masked in the response too; empty when the dialect does
 * not send the event's data.
 */
export function maskOneTimeCodes(text: string): { text: string; codes: string[] } {
  const codes: string[] = [];
  const inJson = text.replace(jsonCodePattern, (_whole, name: string, value: string) => {
    codes.push(value.replace(/^"|"$/g, ""));
    return `${name}"${mask}"`;
  });
  const masked = inJson.replace(formCodePattern, (_whole, name: string, value: string) => {
    codes.push(value);
    return `${name}${mask}`;
  });
  return { text: masked, codes };
}

/** Masks known codes anywhere in a text: a receiver may echo what it received. */
export function maskKnownCodes(text: string, codes: readonly string[]): string {
  return codes.filter(Boolean).reduce((rest, code) => rest.replaceAll(code, mask), text);
}
