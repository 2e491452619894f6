"use client";

import { ChevronDown } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useEffect, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

/**
 * One webhook among more than a list is good for: what is typed is looked for in their names. The chosen one's id goes
 * with the form under `name`; an empty text means any.
 */
export function WebhookCombobox({
  name,
  first,
  chosen: before,
  ...props
}: Omit<ComponentProps<typeof Input>, "onChange" | "value"> & {
  name: string;
  /** Offered before anything is typed. */
  first: readonly WebhookChoice[];
  chosen: WebhookChoice | null;
}) {
  const listId = useId();
  const [chosen, setChosen] = useState(before);
  // Null while it is closed and shows the chosen one's name.
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  const { choices, state } = useWebhookChoices(text, first);
  const open = text !== null;
  const typed = (text ?? "").trim() !== "";
  // The first that fits what was typed is what Enter takes.
  const current = choices[active === -1 && typed && state === "ready" ? 0 : active];

  function show(next: string | null) {
    setText(next);
    setActive(-1);
  }
  function choose(choice: WebhookChoice | null) {
    setChosen(choice);
    show(null);
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !open) show("");
    else if (step) setActive((active + step + choices.length) % Math.max(1, choices.length));
    else if (open && event.key === "Enter" && current) choose(current);
    else if (open && event.key === "Escape") show(null);
    else if (event.key !== "Enter" || !typed) return;
    event.preventDefault();
  }

  return (
    <span className="relative block">
      <input type="hidden" name={name} value={chosen?.id ?? ""} />
      <Input
        {...props}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && current ? `${listId}-${current.id}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="Any"
        className="truncate pr-8"
        value={text ?? chosen?.name ?? ""}
        onChange={({ target: { value } }) => {
          // Emptied, it means any; the list would only cover what is below.
          if (value.trim() === "") choose(null);
          else show(value);
        }}
        onClick={() => open || show(chosen ? chosen.name : "")}
        onBlur={() => show(null)}
        onKeyDown={onKeyDown}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <div
        hidden={!open}
        className="absolute top-full left-0 z-20 mt-1 max-h-72 w-full min-w-56 overflow-y-auto rounded-md border bg-popover p-1 text-popover-foreground shadow-md"
      >
        <p
          aria-live="polite"
          className={cn("px-2 py-1.5 text-muted-foreground", choices.length > 0 && "sr-only")}
        >
          {open && inWords(state, choices.length)}
        </p>
        <div role="listbox" id={listId} aria-label="Webhooks">
          {choices.map((choice) => (
            <div
              key={choice.id}
              id={`${listId}-${choice.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={choice.id === chosen?.id}
              className={cn(
                "flex min-h-8 items-center rounded-sm px-2 wrap-anywhere select-none hover:bg-accent pointer-coarse:min-h-11",
                choice === current && "bg-accent text-accent-foreground forced-colors:outline-2",
              )}
              // The text keeps the focus, so that the list stays until something is chosen.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(choice)}
              onKeyDown={onKeyDown}
            >
              {choice.name}
            </div>
          ))}
        </div>
      </div>
    </span>
  );
}

function inWords(state: "ready" | "asking" | "failed", count: number): string {
  if (state === "failed") return "The webhooks could not be looked up. Type on to try again.";
  if (count > 0) return `${count} webhooks; type to find others.`;
  return state === "asking" ? "Looking…" : "No webhook is called that.";
}

interface WebhookChoice {
  id: string;
  name: string;
}

/** What there is to choose for a text: null while nobody asks, and "failed" when the server could not be asked. */
function useWebhookChoices(
  text: string | null,
  first: readonly WebhookChoice[],
): { choices: readonly WebhookChoice[]; state: "ready" | "asking" | "failed" } {
  const [answer, setAnswer] = useState<{ text: string; choices: WebhookChoice[] | null } | null>(null);
  const wanted = text?.trim() ?? "";
  useEffect(() => {
    if (wanted === "") return;
    const stopped = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/deliveries/webhook-choices?q=${encodeURIComponent(wanted)}`, {
          signal: stopped.signal,
        });
        setAnswer({ text: wanted, choices: response.ok ? await response.json() : null });
      } catch {
        // Either another text was typed meanwhile, or the server is away.
        if (!stopped.signal.aborted) setAnswer({ text: wanted, choices: null });
      }
    }, 150);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [wanted]);
  if (wanted === "") return { choices: first, state: "ready" };
  if (answer?.text !== wanted) return { choices: answer?.choices ?? [], state: "asking" };
  return answer.choices ? { choices: answer.choices, state: "ready" } : { choices: [], state: "failed" };
}
