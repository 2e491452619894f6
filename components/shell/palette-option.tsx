import { cn } from "@/components/ui/cn";
import type { SearchResult } from "./search-result";

/** A result in the palette: a link, so that it can be opened in a new tab too. The focus stays in the input. */
export function PaletteOption({
  id,
  result: { href, label, detail },
  selected,
  onSelect,
  onOpen,
}: {
  id: string;
  result: SearchResult;
  selected: boolean;
  onSelect: () => void;
  onOpen: () => void;
}) {
  return (
    <a
      id={id}
      href={href}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      onPointerMove={() => selected || onSelect()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen();
      }}
      className={cn(
        "flex min-h-9 items-center gap-3 rounded-sm px-2 select-none touch:min-h-11",
        selected && "bg-accent text-accent-foreground forced-colors:outline-2",
      )}
    >
      <span className="min-w-0 truncate">{label}</span>
      {detail && <span className="ml-auto max-w-1/2 truncate text-xs text-muted-foreground">{detail}</span>}
    </a>
  );
}
