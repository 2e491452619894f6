"use client";

import { Command, defaultFilter } from "cmdk";
import { Keyboard as KeyboardIcon, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { setCurrentLayer } from "./current-layer";
import type { NavigationGroup } from "./navigation";

const searchPrefix = "Search for ";

/** The search item always matches, and ranks below every page that matches. */
function rankMatch(value: string, text: string, keywords?: string[]): number {
  return value.startsWith(searchPrefix) ? Number.MIN_VALUE : defaultFilter(value, text, keywords);
}

/** The command palette (Ctrl-K or Cmd-K): opens a page by its name, or searches. */
export function CommandPalette({ groups, canSearch }: { groups: NavigationGroup[]; canSearch: boolean }) {
  const router = useRouter();
  const [text, setText] = useState("");
  const query = text.trim();

  function goTo(href: string) {
    setCurrentLayer(null);
    router.push(href);
  }

  return (
    <Dialog open onOpenChange={(open) => !open && setCurrentLayer(null)}>
      <DialogContent aria-describedby={undefined} className="top-24 max-w-lg translate-y-0 gap-0 p-0">
        <DialogTitle className="sr-only">Go to</DialogTitle>
        <Command label="Go to" loop filter={rankMatch}>
          <Command.Input
            value={text}
            onValueChange={setText}
            placeholder={canSearch ? "Page, ID or webhook name…" : "Page name…"}
            className="h-12 w-full rounded-t-lg border-b bg-transparent pr-14 pl-4 -outline-offset-2 placeholder:text-muted-foreground"
          />
          <Command.List aria-label="Results" className="max-h-80 overflow-y-auto p-1">
            <Command.Empty className="px-3 py-4 text-muted-foreground">No matching pages.</Command.Empty>
            {groups.flatMap(({ heading, items }) =>
              items.map(({ href, label, icon }) => (
                <PaletteItem
                  key={href}
                  value={label}
                  keywords={heading ? [heading] : []}
                  onSelect={() => goTo(href)}
                >
                  {icon}
                  {label}
                </PaletteItem>
              )),
            )}
            <PaletteItem value="Keyboard shortcuts" onSelect={() => setCurrentLayer("shortcuts")}>
              <KeyboardIcon aria-hidden />
              Keyboard shortcuts…
            </PaletteItem>
            {canSearch && query && (
              <PaletteItem
                value={`${searchPrefix}${query}`}
                onSelect={() => goTo(`/search?q=${encodeURIComponent(query)}`)}
              >
                <Search aria-hidden />
                <span className="min-w-0 truncate">Search for “{query}”</span>
              </PaletteItem>
            )}
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

function PaletteItem({
  children,
  ...props
}: {
  value: string;
  keywords?: string[];
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      className="flex min-h-9 items-center gap-2 rounded-sm px-2 select-none data-[selected=true]:bg-accent data-[selected=true]:text-accent-foreground touch:min-h-11 forced-colors:data-[selected=true]:outline-2 [&_svg]:size-4 [&_svg]:shrink-0"
      {...props}
    >
      {children}
    </Command.Item>
  );
}
