"use client";

import { ChevronsUpDown, Keyboard, LogOut, UserRound } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import { toast } from "sonner";
import { signOut } from "@/app/api/auth/browser-client";
import { zoneLabel } from "@/components/domain/format-time";
import { useTimeZones, type ZoneChoice } from "@/components/domain/time-zones";
import { setCurrentLayer } from "@/components/shell/current-layer";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

const themes = [
  ["system", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

/** The menu of the signed-in user: profile, theme, time zone, sign-out. */
export function UserMenu({ name, role }: { name: string; role: string }) {
  const { theme = "system", setTheme } = useTheme();

  async function handleSignOut() {
    try {
      await signOut();
    } catch (error) {
      toast.error((error as Error).message);
    }
  }

  return (
    // A modal menu would hide the rest of the page from screen readers, while the page's links could still take the focus.
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" className="h-auto w-full max-w-56 justify-between py-1.5 text-left">
          <UserRound aria-hidden className="sm:hidden" />
          <span className="grid min-w-0 max-sm:sr-only">
            <span className="truncate">{name}</span>{" "}
            <span className="truncate text-xs font-normal text-muted-foreground">{role}</span>
          </span>
          <ChevronsUpDown aria-hidden className="text-muted-foreground max-sm:hidden" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem asChild>
          <Link href="/profile">
            <UserRound aria-hidden />
            Your profile
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
          {themes.map(([value, label]) => (
            <DropdownMenuRadioItem key={value} value={value}>
              {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <TimeZoneItems />
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => setCurrentLayer("shortcuts")}>
          <Keyboard aria-hidden />
          Keyboard shortcuts…
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={handleSignOut}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** Selects the time zone in which times are shown. */
function TimeZoneItems() {
  const { choice, setChoice, viewer, lender } = useTimeZones();
  const choices: [ZoneChoice, string][] = [
    ["viewer", `Yours (${zoneLabel(viewer)})`],
    ["lender", `The lender’s (${zoneLabel(lender)})`],
    ["utc", "UTC"],
  ];
  return (
    <>
      <DropdownMenuLabel>Time zone</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={choice} onValueChange={(value) => setChoice(value as ZoneChoice)}>
        {choices.map(([value, label]) => (
          <DropdownMenuRadioItem key={value} value={value}>
            {label}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  );
}
