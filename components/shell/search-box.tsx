"use client";

import { Search } from "lucide-react";
import Form from "next/form";
import { usePathname } from "next/navigation";
import { Input } from "@/components/ui/input";

/** Searches IDs and webhook names. A GET form, so it also works without JavaScript. */
export function SearchBox() {
  // The path is the form's key, so that the box is empty after a navigation to another page.
  const path = usePathname();
  return (
    <search>
      <Form action="/search" prefetch={false} className="relative" key={path}>
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
        />
        <Input
          type="search"
          name="q"
          aria-label="Search"
          placeholder="ID or webhook name"
          title="Entity, trace, attempt or event ID, or a webhook name"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          required
          data-search-box
          className="pr-8 pl-8"
        />
        <kbd
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 rounded-sm border px-1 font-mono text-xs text-muted-foreground touch:hidden"
        >
          /
        </kbd>
      </Form>
    </search>
  );
}
