import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { needsSetUp } from "@/lib/users/first-administrator";
import { SetUpForm } from "./set-up-form";

export const metadata: Metadata = { title: "Set up" };

/** The page on which the first administrator is created. Responds 404 once there is a user. */
export default async function SetUpPage() {
  await connection();
  if (!(await needsSetUp())) notFound();
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <Card className="w-full max-w-md">
        <CardHeader>
          <p className="text-sm text-muted-foreground">Hookledger</p>
          <CardTitle>
            <h1 className="text-xl">Create the first administrator</h1>
          </CardTitle>
          <CardDescription>
            There are no users yet. The first administrator has every permission and can add other users.
          </CardDescription>
        </CardHeader>
        <CardContent>
          <SetUpForm />
        </CardContent>
      </Card>
    </main>
  );
}
