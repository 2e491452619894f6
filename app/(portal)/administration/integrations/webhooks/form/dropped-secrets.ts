import { sameOrigin } from "@/lib/http/same-origin";
import { noSignIn } from "./authentication-values";
import type { FormValues } from "./form-values";

/** Whether the URL of the form leads to another receiver than the saved one: saved secrets do not go along. */
export function isMoved(values: Pick<FormValues, "url">, saved: Pick<FormValues, "url">): boolean {
  return saved.url !== "" && URL.canParse(values.url) && !sameOrigin(saved.url, values.url);
}

/** What saving the form removes, since its secret is not typed again: names of headers, and the authentication. */
export function leftBehind(values: FormValues, saved: FormValues): { headers: string[]; signIn: boolean } {
  if (!isMoved(values, saved)) return { headers: [], signIn: false };
  const { kind, savedKind } = values.signIn;
  return {
    headers: values.headers.filter((row) => row.saved && row.value === "").map(({ name }) => name),
    // Anything else that was changed of it is sent, and the server then asks for the secret.
    signIn: kind !== "none" && kind === savedKind && sameSignIn(values, saved),
  };
}

/** The form as it is once that is removed. */
export function withoutLeftBehind(values: FormValues, saved: FormValues): FormValues {
  const { headers, signIn } = leftBehind(values, saved);
  return {
    ...values,
    headers: values.headers.filter((row) => !(row.saved && headers.includes(row.name))),
    signIn: signIn ? noSignIn : values.signIn,
  };
}

function sameSignIn({ signIn }: FormValues, { signIn: before }: FormValues): boolean {
  return JSON.stringify(signIn) === JSON.stringify(before);
}

/** What stands in an empty field whose secret is saved. */
export function savedPlaceholder(moved: boolean): string {
  return moved ? "Type it again, or it is removed" : "•••••••• (kept; type to replace)";
}
