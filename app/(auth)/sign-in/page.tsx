import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentScope } from "@/app/api/auth/current-scope";
import { oidcProvider } from "@/app/api/auth/oidc";
import { safePath } from "@/app/api/auth/safe-path";
import { parseFailureCode } from "@/app/api/auth/sign-in-failure";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { needsSetUp } from "@/lib/users/first-administrator";
import { SignInForm } from "./sign-in-form";
import { SingleSignOn } from "./single-sign-on";

export const metadata: Metadata = { title: "Sign in" };

/**
 * `?callbackUrl=` says where to go then; only paths of our own count. Who is signed in already goes there at once.
 * `?error=` comes from a single sign-on that did not work.
 */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { callbackUrl, error } = await searchParams;
  const next = safePath(callbackUrl);
  if (await currentScope()) redirect(next);
  if (await needsSetUp()) redirect("/set-up");
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <Card className="w-full max-w-sm">
        <CardHeader>
          <p className="text-sm text-muted-foreground">Hookledger</p>
          <CardTitle>
            <h1 className="text-xl">Sign in</h1>
          </CardTitle>
        </CardHeader>
        <CardContent>
          {oidcProvider() && (
            <SingleSignOn next={next} failure={typeof error === "string" ? parseFailureCode(error) : null} />
          )}
          <SignInForm next={next} />
        </CardContent>
      </Card>
    </main>
  );
}
