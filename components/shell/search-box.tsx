"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { setCurrentLayer } from "./current-layer";

/** Opens the search dialog; without JavaScript, or in a new tab, the page Search. */
export function SearchBox() {
  return (
    <Link
      href="/search"
      prefetch={false}
      aria-haspopup="dialog"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        setCurrentLayer("palette");
      }}
      className="flex h-8 shrink-0 items-center gap-2 rounded-md border border-input bg-card px-2.5 text-muted-foreground hover:bg-muted touch:min-h-11"
    >
      <Search aria-hidden className="size-4" />
      Search
      <kbd aria-hidden className="ml-auto rounded-sm border px-1 font-mono text-xs touch:hidden">
        /
      </kbd>
    </Link>
  );
}
