import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentScope } from "@/app/api/auth/current-scope";
import { buildOidcProvider } from "@/app/api/auth/oidc";
import { toSafePath } from "@/app/api/auth/safe-path";
import { parseFailureCode } from "@/app/api/auth/sign-in-failure";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Logo } from "@/components/ui/logo";
import { needsSetUp } from "@/lib/users/first-administrator";
import { SignInForm, SingleSignOn } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

/**
 * `?callbackUrl=` is the page to open after sign-in (our own paths only); signed-in users are redirected there. `?error=`
 * says why single sign-on failed.
 */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { callbackUrl, error } = await searchParams;
  const next = toSafePath(callbackUrl);
  if (await currentScope()) redirect(next);
  if (await needsSetUp()) redirect("/set-up");
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <Card className="w-full max-w-sm">
        <CardHeader>
          <p className="mb-2 flex items-center gap-2 text-lg font-semibold tracking-tight">
            <Logo />
            Hookledger
          </p>
          <CardTitle>
            <h1 className="text-xl">Sign in</h1>
          </CardTitle>
        </CardHeader>
        <CardContent>
          {buildOidcProvider() && (
            <SingleSignOn next={next} failure={typeof error === "string" ? parseFailureCode(error) : null} />
          )}
          <SignInForm next={next} />
          <Help />
        </CardContent>
      </Card>
    </main>
  );
}

function Help() {
  return (
    <details className="mt-4 text-sm text-muted-foreground">
      <summary className="flex min-h-6 w-fit cursor-pointer items-center pointer-coarse:min-h-11">
        Cannot sign in?
      </summary>
      <div className="mt-1 grid gap-2">
        <p>
          Hookledger sends no links to reset a password. The administrators of your organization create users,
          set passwords, and enable users again.
        </p>
        <p>
          After several failed attempts, wait for the time in the message. If no administrator can sign in,
          whoever operates the server can restore one with{" "}
          <code className="font-mono text-xs">npm run admin</code>.
        </p>
      </div>
    </details>
  );
}
