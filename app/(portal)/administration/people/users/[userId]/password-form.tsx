"use client";

import { useState } from "react";
import { Section } from "@/components/domain/section";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { PasswordInput } from "@/components/users/password-input";
import { generatePassword } from "@/components/users/random-password";
import { SecretShownOnce } from "@/components/users/secret-shown-once";
import { setPasswordAction } from "./actions";

/** Sets a new password, to be handed over to a user who forgot theirs. */
export function PasswordForm({ userId, name }: { userId: string; name: string }) {
  const [password, setPassword] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => setPasswordAction(userId, password ?? ""),
    () => {
      setSaved(password);
      setPassword(null);
    },
  );
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title="Password" description={`Setting a new password ends all sessions of ${name}.`}>
        {saved !== null && (
          <div role="status">
            <SecretShownOnce noun="new password" value={saved} />
          </div>
        )}
        {password === null ? (
          <Button
            variant="outline"
            className="w-fit"
            onClick={() => {
              setSaved(null);
              setPassword(generatePassword());
            }}
          >
            Set a new password…
          </Button>
        ) : (
          <>
            <div className="max-w-md">
              <PasswordInput
                label="New password"
                value={password}
                error={errors.password}
                onChange={setPassword}
              />
            </div>
            <FormMessage rejection={rejection} />
            <div className="flex flex-wrap gap-2">
              <Button type="submit" aria-disabled={pending}>
                {pending ? "Setting…" : "Set password"}
              </Button>
              <Button variant="outline" onClick={() => setPassword(null)}>
                Cancel
              </Button>
            </div>
          </>
        )}
      </Section>
    </form>
  );
}
