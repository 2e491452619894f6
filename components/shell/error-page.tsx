"use client";

import { CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ProblemPage } from "./problem-page";

/** For a fault of ours. The digest finds it in the server's log; the message itself stays there. */
export function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <ProblemPage
      icon={CircleAlert}
      title="Something went wrong on our side"
      actions={<Button onClick={retry}>Try again</Button>}
    >
      Nothing that was saved is lost. If it happens again, tell your administrator
      {error.digest ? (
        <>
          {" "}
          the reference <code className="font-mono">{error.digest}</code>
        </>
      ) : (
        " what you did"
      )}
      .
    </ProblemPage>
  );
}
