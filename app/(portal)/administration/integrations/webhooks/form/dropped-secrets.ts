import { isSameOrigin } from "@/lib/http/same-origin";
import { noAuthentication } from "./authentication-values";
import type { FormValues } from "./form-values";

/** Whether the URL in the form has a different origin than the saved URL. Saved secrets are not sent to another origin. */
export function hasReceiverChanged(values: Pick<FormValues, "url">, saved: Pick<FormValues, "url">): boolean {
  return saved.url !== "" && URL.canParse(values.url) && !isSameOrigin(saved.url, values.url);
}

/** The secrets that saving removes, because they were not typed again: header names, and the authentication. */
export function findDroppedSecrets(
  values: FormValues,
  saved: FormValues,
): { headers: string[]; authentication: boolean } {
  if (!hasReceiverChanged(values, saved)) return { headers: [], authentication: false };
  const { kind, savedKind } = values.authentication;
  return {
    headers: values.headers.filter((row) => row.hasSavedValue && row.value === "").map(({ name }) => name),
    // A changed authentication is sent, and the server then requires its secret.
    authentication: kind !== "none" && kind === savedKind && hasSameAuthentication(values, saved),
  };
}

/** The form without the secrets that saving removes. */
export function omitDroppedSecrets(values: FormValues, saved: FormValues): FormValues {
  const { headers, authentication } = findDroppedSecrets(values, saved);
  return {
    ...values,
    headers: values.headers.filter((row) => !(row.hasSavedValue && headers.includes(row.name))),
    authentication: authentication ? noAuthentication : values.authentication,
  };
}

function hasSameAuthentication(
  { authentication }: FormValues,
  { authentication: before }: FormValues,
): boolean {
  return JSON.stringify(authentication) === JSON.stringify(before);
}

/** The placeholder of an empty field whose secret is saved. */
export function getSecretPlaceholder(receiverChanged: boolean): string {
  return receiverChanged ? "Enter the secret again, or it will be removed" : "•••••••• (saved)";
}
