import { Alert } from "@/components/ui/alert";
import type { leftBehind } from "./left-behind";

export type LeftBehind = ReturnType<typeof leftBehind>;

/** Says before saving which secrets another receiver does not get. */
export function LeftBehindAlert({ headers, signIn }: LeftBehind) {
  const secrets = [
    ...headers.map((name) => `the value of ${name}`),
    ...(signIn ? ["the receiver authentication"] : []),
  ];
  if (secrets.length === 0) return null;
  return (
    <Alert title="Saved secrets are not sent to another scheme, host or port">
      <p>Type these again below, or saving removes them: {secrets.join(", ")}.</p>
    </Alert>
  );
}
