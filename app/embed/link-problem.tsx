import { Link2Off } from "lucide-react";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { isLinkFailure } from "./call-api";

const textByCode: Record<string, { title: string; description: string }> = {
  missing: {
    title: "No link",
    description: "This page is shown by another application, with a link. Open it there.",
  },
  unauthenticated: {
    title: "The link is not valid",
    description: "The link is incomplete or was changed. Ask the application that showed it for a new one.",
  },
  portal_link_expired: {
    title: "The link has expired",
    description: "Links work for a short time. Reload the application that shows this page.",
  },
  portal_link_revoked: {
    title: "The link was revoked",
    description: "The lender ended access by this link. If you still need it, ask the lender.",
  },
  unreachable: {
    title: "Hookledger could not be reached",
    description: "Check the connection, and try again.",
  },
};
const unknown = { title: "The history could not be loaded", description: "Try again in a moment." };

/**
 * Shown in place of the history: why there is none, and what to do. If the link has ended, it also tells the application around the frame,
 * which can create a new one; the message says only the reason.
 */
export function LinkProblem({ code, onRetry }: { code: string; onRetry?: () => void }) {
  const { title, description } = textByCode[code] ?? unknown;
  useEffect(() => {
    if (isLinkFailure({ code }) && window.parent !== window)
      window.parent.postMessage({ type: "hookledger:link-ended", reason: code }, "*");
  }, [code]);
  return (
    <div role="alert" className="mx-auto grid max-w-md justify-items-center gap-2 px-4 py-16 text-center">
      <Link2Off aria-hidden className="size-8 text-muted-foreground" strokeWidth={1.5} />
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="text-muted-foreground">{description}</p>
      {onRetry && (
        <Button variant="outline" onClick={onRetry} className="mt-2">
          Try again
        </Button>
      )}
    </div>
  );
}
