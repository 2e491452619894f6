/** Event types whose data.code is a password of a borrower, as long as it lives. */
const secretTypes = new Set(["WB_Send_Otp", "WB_Send_Loan_Otp", "WB_Send_Two_Factor_Code"]);

/** Whether bodies of this event type carry a one-time code, which the portal never shows. */
export function carriesOneTimeCode(eventType: string): boolean {
  return secretTypes.has(eventType);
}

const mask = "******";
const jsonField = /("code"\s*:\s*)("(?:[^"\\]|\\.)*"|-?[\d.eE+-]+)/g;
const formField = /((?:^|&)(?:data[.[])?code]?=)([^&\s"{}]+)/g;

/**
 * Masks the codes in the text of a body: every field "code", at whatever depth a dialect puts it, in JSON or in a form.
 * All else stays as it was sent. `codes` are what was masked, to be masked in what came back too; none when the
 * dialect does not send the event's data.
 */
export function maskOneTimeCodes(text: string): { text: string; codes: string[] } {
  const codes: string[] = [];
  const inJson = text.replace(jsonField, (_whole, name: string, value: string) => {
    codes.push(value.replace(/^"|"$/g, ""));
    return `${name}"${mask}"`;
  });
  const masked = inJson.replace(formField, (_whole, name: string, value: string) => {
    codes.push(value);
    return `${name}${mask}`;
  });
  return { text: masked, codes };
}

/** Masks codes that are known, wherever they stand: a receiver may answer with what it got. */
export function maskCodes(text: string, codes: readonly string[]): string {
  return codes.filter(Boolean).reduce((rest, code) => rest.replaceAll(code, mask), text);
}
