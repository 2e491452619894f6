"use client";

import { useSyncExternalStore } from "react";
import { LinkProblem } from "./link-problem";
import { readToken } from "./link-token";
import { LinkedPortal } from "./linked-portal";

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}

/** Shows what the portal link in the URL's fragment shows. The application around the frame can replace the link at any time. */
export function EmbeddedPortal() {
  const token = useSyncExternalStore(
    subscribe,
    () => readToken(window.location.hash),
    () => undefined,
  );
  if (token === undefined) return <main className="min-h-dvh" />;
  return (
    <main className="min-h-dvh">
      {token === null ? <LinkProblem code="missing" /> : <LinkedPortal key={token} token={token} />}
    </main>
  );
}
