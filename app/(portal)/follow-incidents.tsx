"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { incidentsPath } from "@/components/incidents/incident-query";

/**
 * Refreshes the page when it is opened or comes into view and the line about open incidents has changed since it was rendered: a layout
 * is not rendered again when the user opens another page. Between these moments, the line stays, so that nothing moves on the page.
 */
export function FollowIncidents({ summary }: { summary: string }) {
  const path = usePathname();
  const router = useRouter();
  const rendered = useRef({ summary, path });
  useEffect(() => {
    rendered.current.summary = summary;
  }, [summary]);
  useEffect(() => {
    const compare = async () => {
      if (document.hidden) return;
      const response = await fetch(`${incidentsPath}/revision?page=line`, { cache: "no-store" }).catch(
        () => null,
      );
      if (response?.ok && (await response.text()) !== rendered.current.summary) router.refresh();
    };
    // The first page was rendered together with the line.
    if (path !== rendered.current.path) void compare();
    rendered.current.path = path;
    document.addEventListener("visibilitychange", compare);
    return () => document.removeEventListener("visibilitychange", compare);
  }, [path, router]);
  return null;
}
