"use client";

import { CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ProblemPage } from "./problem-page";

/** For internal errors. The digest identifies the error in the server's log; its message is not shown. */
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
