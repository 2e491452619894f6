import { SecretInput } from "@/components/domain/secret-input";
import { randomPassword } from "./random-password";

/** A password for somebody else. */
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
      hint="Random; or type one of at least 10 characters. Hand it over yourself: it is not sent, and cannot be read again."
      generate={randomPassword}
    />
  );
}
