import { SecretInput } from "@/components/domain/secret-input";
import { randomPassword } from "./random-password";

/** A password for another user. */
export function PasswordInput(props: {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (password: string) => void;
}) {
  return (
    <SecretInput
      {...props}
      noun="password"
      hint="Random, or enter one of at least 10 characters. Hand it over yourself: it is not sent by e-mail and cannot be shown again."
      generate={randomPassword}
    />
  );
}
