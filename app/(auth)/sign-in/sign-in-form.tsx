"use client";

import { Building2 } from "lucide-react";
import { useActionState, useEffect, useRef, useState, useTransition } from "react";
import { signIn, signInWithOidc } from "@/app/api/auth/browser-client";
import type { SignInFailure } from "@/app/api/auth/sign-in-failure";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { describeSignInFailure } from "./failure-message";

interface FormState {
  email: string;
  errors: { email?: string; password?: string };
  failure: SignInFailure | null;
}

const initialState: FormState = { email: "", errors: {}, failure: null };

/** Signs in with e-mail address and password and opens the path `next`. On failure, focuses the first invalid field or the message. */
export function SignInForm({ next }: { next: string }) {
  const [state, submit, pending] = useActionState(
    async (_: FormState, form: FormData): Promise<FormState> => {
      const email = String(form.get("email") ?? "").trim();
      const password = String(form.get("password") ?? "");
      const errors: FormState["errors"] = {};
      if (!email) errors.email = "Enter your e-mail address.";
      if (!password) errors.password = "Enter your password.";
      if (errors.email || errors.password) return { email, errors, failure: null };
      const failure = await signIn({ email, password });
      // A full page load, so that nothing cached for the previous user can show.
      // The browser kept the fragment of the requested page's URL in the redirect to this page; the server never got it.
      if (!failure) window.location.assign(next.includes("#") ? next : next + window.location.hash);
      return { email, errors: {}, failure };
    },
    initialState,
  );

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
          {describeSignInFailure(state.failure)}
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

/** The single sign-on button, above the password form. `failure`: why the last sign-in failed. */
export function SingleSignOn({ next, failure }: { next: string; failure: SignInFailure | null }) {
  const [shownFailure, setShownFailure] = useState(failure);
  const [redirecting, startRedirect] = useTransition();
  const signInAtProvider = () => {
    if (!redirecting) startRedirect(async () => setShownFailure(await signInWithOidc(next)));
  };
  return (
    <div className="mb-4 grid gap-4">
      {shownFailure && (
        <Alert variant="destructive" role="alert">
          {describeSignInFailure(shownFailure)}
        </Alert>
      )}
      <Button variant="outline" size="lg" aria-disabled={redirecting} onClick={signInAtProvider}>
        <Building2 aria-hidden />
        {redirecting ? "Redirecting…" : "Continue with single sign-on"}
      </Button>
      <p className="flex items-center gap-3 text-xs text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or with a password
      </p>
    </div>
  );
}
