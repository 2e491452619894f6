import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Logo } from "@/components/ui/logo";
import { Keyboard } from "./keyboard";
import { MenuDrawer } from "./menu-drawer";
import { Navigation, type NavigationGroup } from "./navigation";
import { NavigationProgress } from "./navigation-progress";
import { RowClicks } from "./row-clicks";
import { SearchBox } from "./search-box";

/**
 * The frame of every page that requires sign-in: search, navigation and user menu on the left (on narrow screens at the top, the
 * navigation behind a button), and the page in `main`. Only the page is printed.
 */
export function Shell({
  groups,
  canSearch,
  partnerName,
  userMenu,
  children,
}: {
  groups: NavigationGroup[];
  /** Whether the user has a permission to search. */
  canSearch: boolean;
  /** The name of the partner whose portal this is; null for the lender. */
  partnerName: string | null;
  userMenu: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-40 flex h-14 items-center gap-2 border-b bg-card px-3 lg:hidden print:hidden">
        <MenuDrawer groups={groups} partnerName={partnerName} />
        <Brand partnerName={partnerName} short={canSearch} />
        {canSearch && (
          <div className="min-w-0 flex-1 sm:mx-auto sm:max-w-80">
            <SearchBox />
          </div>
        )}
        <div className="ml-auto min-w-0 shrink-0">{userMenu}</div>
      </header>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-5 overflow-y-auto border-r bg-card p-3 lg:flex print:hidden">
        <Brand partnerName={partnerName} />
        {canSearch && <SearchBox />}
        <Navigation groups={groups} />
        <div className="mt-auto">{userMenu}</div>
      </aside>
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 px-4 py-5 outline-none sm:px-6 lg:px-8 lg:py-6 print:p-0"
      >
        <div className="mx-auto max-w-6xl">{children}</div>
      </main>
      <Keyboard groups={groups} canSearch={canSearch} />
      <RowClicks />
      <NavigationProgress />
    </div>
  );
}

/** The name of the product, and below it the partner's. `short`: on a phone only the logo, to leave room for the search. */
function Brand({ partnerName, short = false }: { partnerName: string | null; short?: boolean }) {
  return (
    <Link
      href="/"
      prefetch={false}
      className="flex min-h-8 w-fit max-w-full min-w-0 items-center gap-2 shrink-0 justify-center rounded-md px-1 text-base font-semibold tracking-tight touch:min-h-11 touch:min-w-11"
    >
      <Logo />
      <span className={cn("grid min-w-0 leading-5", short && "max-sm:sr-only")}>
        Hookledger
        {partnerName && (
          <span
            title={partnerName}
            className="truncate text-xs leading-4 font-normal tracking-normal text-muted-foreground"
          >
            <span className="sr-only"> for </span>
            {partnerName}
          </span>
        )}
      </span>
    </Link>
  );
}
