"use client";

import { CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ProblemPage } from "./problem-page";

/** The page for internal errors. It shows the digest, which identifies the error in the server's log, but not the error message. */
export function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <ProblemPage
      icon={CircleAlert}
      title="Something went wrong"
      actions={<Button onClick={retry}>Try again</Button>}
    >
      Saved data is not affected. If this happens again, contact your administrator
      {error.digest && (
        <>
          {" "}
          and mention the reference <code className="font-mono">{error.digest}</code>
        </>
      )}
      .
    </ProblemPage>
  );
}
