import { SecretInput } from "@/components/domain/secret-input";
import { generatePassword } from "./random-password";

/** An input for the password of another user. */
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
      required
      hint="Use this random password, or enter one with at least 10 characters. Give the password to the user yourself: it is not sent by e-mail and cannot be shown again."
      generate={generatePassword}
    />
  );
}
