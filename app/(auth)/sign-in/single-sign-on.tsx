"use client";

import { Building2 } from "lucide-react";
import { useState, useTransition } from "react";
import { signInWithOidc } from "@/app/api/auth/client";
import type { SignInFailure } from "@/app/api/auth/sign-in-failure";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { failureMessage } from "./failure-message";

/** The way in by the organisation's own sign-in, above the one by password. `failure`: how the last try ended. */
export function SingleSignOn({ next, failure }: { next: string; failure: SignInFailure | null }) {
  const [shown, setShown] = useState(failure);
  const [going, start] = useTransition();
  const go = () => {
    if (!going) start(async () => setShown(await signInWithOidc(next)));
  };
  return (
    <div className="mb-4 grid gap-4">
      {shown && (
        <Alert variant="destructive" role="alert">
          {failureMessage(shown)}
        </Alert>
      )}
      <Button variant="outline" size="lg" aria-disabled={going} onClick={go}>
        <Building2 aria-hidden />
        {going ? "Redirecting…" : "Continue with single sign-on"}
      </Button>
      <p className="flex items-center gap-3 text-xs text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or with a password
      </p>
    </div>
  );
}
