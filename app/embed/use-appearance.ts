import { useEffect } from "react";
import type { LinkAppearance } from "@/lib/portal-links/schema";

/**
 * Shows the page in the link's theme. next-themes is not asked for it: it would save the theme for the portal, too. It sets its own theme
 * again when the system's color scheme changes, before this listener runs, because it was there first.
 */
export function useTheme(theme: LinkAppearance["theme"]): void {
  useEffect(() => {
    if (theme === "system") return;
    const { classList, style } = document.documentElement;
    const apply = () => {
      classList.remove("light", "dark");
      classList.add(theme);
      style.colorScheme = theme;
    };
    const systemScheme = window.matchMedia("(prefers-color-scheme: dark)");
    apply();
    systemScheme.addEventListener("change", apply);
    return () => systemScheme.removeEventListener("change", apply);
  }, [theme]);
}
