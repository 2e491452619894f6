"use client";

import { useActionState, useEffect, useRef } from "react";
import { signIn } from "@/app/api/auth/client";
import type { SignInFailure } from "@/app/api/auth/sign-in-failure";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { failureMessage } from "./failure-message";

interface State {
  email: string;
  errors: { email?: string; password?: string };
  failure: SignInFailure | null;
}

const untouched: State = { email: "", errors: {}, failure: null };

/** E-mail and password; goes to the path `next` when they are right. What is not right gets the focus. */
export function SignInForm({ next }: { next: string }) {
  const [state, submit, pending] = useActionState(async (_: State, form: FormData): Promise<State> => {
    const email = String(form.get("email") ?? "").trim();
    const password = String(form.get("password") ?? "");
    const errors: State["errors"] = {};
    if (!email) errors.email = "Enter your e-mail address.";
    if (!password) errors.password = "Enter your password.";
    if (errors.email || errors.password) return { email, errors, failure: null };
    const failure = await signIn({ email, password });
    // A whole new page: nothing that was kept for the person before may show.
    // The browser carried the fragment of the page that was asked for to here.
    if (!failure) window.location.assign(next.includes("#") ? next : next + window.location.hash);
    return { email, errors: {}, failure };
  }, untouched);

  const alert = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.failure) alert.current?.focus();
    else form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  }, [state]);

  return (
    <form ref={form} action={submit} noValidate className="grid gap-4">
      {state.failure && (
        <Alert ref={alert} variant="destructive" role="alert" tabIndex={-1}>
          {failureMessage(state.failure)}
        </Alert>
      )}
      <Field label="E-mail address" error={state.errors.email}>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={state.email}
          className="h-10"
        />
      </Field>
      <Field label="Password" error={state.errors.password}>
        <Input name="password" type="password" autoComplete="current-password" className="h-10" />
      </Field>
      <Button type="submit" size="lg" disabled={pending}>
        {pending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
