"use client";

import Link from "next/link";
import { useActionState, useEffect, useRef } from "react";
import { signIn } from "@/app/api/auth/browser-client";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { createFirstAdministratorAction } from "./actions";

interface FormState {
  givenValues: Record<string, string>;
  errors: Record<string, string>;
  failure: "administrator-exists" | "unavailable" | null;
}

const initialState: FormState = { givenValues: {}, errors: {}, failure: null };

async function submitSetUp(form: FormData): Promise<FormState> {
  const givenValues = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const { password = "", repeated, ...valuesToKeep } = givenValues;
  try {
    const result = await createFirstAdministratorAction(form);
    if (!result.ok) {
      return result.reason === "invalid"
        ? { givenValues: valuesToKeep, errors: result.errors, failure: null }
        : { givenValues: valuesToKeep, errors: {}, failure: "administrator-exists" };
    }
    // When signing in fails, the user can try again on the sign-in page.
    const failure = await signIn({ email: valuesToKeep.email ?? "", password });
    window.location.assign(failure ? "/sign-in" : "/");
    return { givenValues: valuesToKeep, errors: {}, failure: null };
  } catch {
    return { givenValues: valuesToKeep, errors: {}, failure: "unavailable" };
  }
}

/** Creates the first administrator and signs in as them. The first invalid field gets the focus. */
export function SetUpForm() {
  const [{ givenValues, errors, failure }, submit, pending] = useActionState(
    (_: FormState, form: FormData) => submitSetUp(form),
    initialState,
  );
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  return (
    <form ref={form} action={submit} noValidate className="grid gap-4">
      {failure && (
        <Alert variant="destructive" role="alert">
          {failure === "administrator-exists" ? (
            <>
              The first administrator already exists.{" "}
              <Link href="/sign-in" className="font-medium underline">
                Sign in
              </Link>
            </>
          ) : (
            "The server did not respond as expected. Try again."
          )}
        </Alert>
      )}
      <Field label="Set-up code" hint="The code that npm start prints in the terminal." error={errors.code}>
        <Input
          name="code"
          autoComplete="off"
          spellCheck={false}
          placeholder="XXXX-XXXX-XXXX-XXXX"
          defaultValue={givenValues.code}
          className="h-10 font-mono"
        />
      </Field>
      <Field label="Name" error={errors.name}>
        <Input name="name" autoComplete="name" defaultValue={givenValues.name} className="h-10" />
      </Field>
      <Field label="E-mail address" error={errors.email}>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={givenValues.email}
          className="h-10"
        />
      </Field>
      <Field label="Password" hint="At least 10 characters." error={errors.password}>
        <Input name="password" type="password" autoComplete="new-password" className="h-10" />
      </Field>
      <Field label="Repeat password" error={errors.repeated}>
        <Input name="repeated" type="password" autoComplete="new-password" className="h-10" />
      </Field>
      <Button type="submit" size="lg" aria-disabled={pending}>
        {pending ? "Setting up…" : "Create administrator and sign in"}
      </Button>
    </form>
  );
}
