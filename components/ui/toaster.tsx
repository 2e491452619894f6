"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner, type ToasterProps } from "sonner";

/** Rendered once, in the root layout. Pages call `toast.success("...")` from "sonner". */
export function Toaster() {
  const { theme = "system" } = useTheme();
  return (
    <Sonner
      theme={theme as ToasterProps["theme"]}
      position="bottom-right"
      closeButton
      toastOptions={{
        style: {
          background: "var(--popover)",
          color: "var(--foreground)",
          borderColor: "var(--border)",
          fontFamily: "var(--font-geist-sans)",
        },
        classNames: { description: "!text-muted-foreground" },
      }}
    />
  );
}
