import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentScope } from "@/app/api/auth/current-scope";
import { safePath } from "@/app/api/auth/safe-path";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

/** `?callbackUrl=` says where to go then; only paths of our own count. Who is signed in already goes there at once. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = safePath((await searchParams).callbackUrl);
  if (await currentScope()) redirect(next);
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
          <SignInForm next={next} />
        </CardContent>
      </Card>
    </main>
  );
}
