"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Section } from "@/components/domain/section";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { changeOwnPasswordAction } from "./actions";

/** The hidden `email` tells password managers which account the password belongs to. */
export function PasswordForm({ email }: { email: string }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => changeOwnPasswordAction(current, password),
    () => {
      setCurrent("");
      setPassword("");
      toast.success("Password changed. Your other sessions have ended.");
    },
  );
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title="Password" description="Changing your password ends your other sessions.">
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <Field label="Current password" error={errors.currentPassword} className="max-w-md">
          <Input
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <Field
          label="New password"
          hint="At least 10 characters."
          error={errors.password}
          className="max-w-md"
        >
          <Input
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <FormMessage rejection={rejection} />
        <Button type="submit" className="w-fit" aria-disabled={pending}>
          {pending ? "Changing…" : "Change password"}
        </Button>
      </Section>
    </form>
  );
}
