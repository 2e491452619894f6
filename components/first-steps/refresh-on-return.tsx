"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Shows the page anew when a person comes back to it from elsewhere: the terminal, or another tab. */
export function RefreshOnReturn() {
  const router = useRouter();
  useEffect(() => {
    const refresh = () => router.refresh();
    window.addEventListener("focus", refresh);
    return () => window.removeEventListener("focus", refresh);
  }, [router]);
  return null;
}
