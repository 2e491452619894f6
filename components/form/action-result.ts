/** Messages by the path of the field: "url", "retryDelays.2", "headers.X-Tenant". */
export type FieldErrors = Readonly<Record<string, string>>;

/** Why an action was rejected. `errors` belong beside their fields; `message` is about the whole form. */
export interface Rejection {
  ok: false;
  message: string;
  errors: FieldErrors;
}

/** What a server action returns: its result, or why it was rejected. */
export type ActionResult<T extends object = object> = ({ ok: true } & T) | Rejection;

export function reject(message: string, errors: FieldErrors = {}): Rejection {
  return { ok: false, message, errors };
}

export function rejectFields(errors: FieldErrors): Rejection {
  return reject("Not saved. Check the marked fields.", errors);
}

/** The rejection for an action that returned nothing, because the network or the server failed. */
export function rejectMissingResponse(): Rejection {
  return reject("The server did not respond as expected. Try again.");
}
