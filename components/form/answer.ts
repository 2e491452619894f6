/** What is wrong, in words, by the path of the field: "url", "retryDelays.2", "headers.X-Tenant". */
export type FieldErrors = Readonly<Record<string, string>>;

/** Why an action was refused. `errors` belong beside their fields, `message` above them all. */
export interface Refusal {
  ok: false;
  message: string;
  errors: FieldErrors;
}

/** What a server action answers: what came of it, or why it was refused. */
export type Answer<T extends object = object> = ({ ok: true } & T) | Refusal;

export function refuse(message: string, errors: FieldErrors = {}): Refusal {
  return { ok: false, message, errors };
}

export function refuseFields(errors: FieldErrors): Refusal {
  return refuse("Not saved. Look at what is marked.", errors);
}

/** For an action that gave no answer at all: the network, or a fault of ours. */
export function noAnswer(): Refusal {
  return refuse("The server did not answer as it should. Try again.");
}
