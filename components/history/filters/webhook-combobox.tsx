"use client";

import { ChevronDown } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useEffect, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

/**
 * Selects a webhook by searching for its name, when there are too many for a select. The form submits the ID of the
 * selected webhook as `name`; an empty text means any webhook.
 */
export function WebhookCombobox({
  name,
  initialChoices,
  chosen: initial,
  ...props
}: Omit<ComponentProps<typeof Input>, "onChange" | "value"> & {
  name: string;
  /** Listed before anything is typed. */
  initialChoices: readonly WebhookChoice[];
  chosen: WebhookChoice | null;
}) {
  const listId = useId();
  const [chosen, setChosen] = useState(initial);
  // Null while the list is closed and the input shows the name of the selected webhook.
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  const { choices, state } = useWebhookChoices(text, initialChoices);
  const open = text !== null;
  const hasTyped = (text ?? "").trim() !== "";
  // Enter selects the first match.
  const current = choices[active === -1 && hasTyped && state === "ready" ? 0 : active];

  function updateText(newText: string | null) {
    setText(newText);
    setActive(-1);
  }
  function choose(choice: WebhookChoice | null) {
    setChosen(choice);
    updateText(null);
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !open) updateText("");
    else if (step) setActive((active + step + choices.length) % Math.max(1, choices.length));
    else if (open && event.key === "Enter" && current) choose(current);
    else if (open && event.key === "Escape") updateText(null);
    else if (event.key !== "Enter" || !hasTyped) return;
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
          // An empty text means any webhook, so the list, which would only cover the page, is closed.
          if (value.trim() === "") choose(null);
          else updateText(value);
        }}
        onClick={() => open || updateText(chosen ? chosen.name : "")}
        onBlur={() => updateText(null)}
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
          {open && describeChoices(state, choices.length)}
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
                "flex min-h-8 items-center rounded-sm px-2 wrap-anywhere select-none hover:bg-accent touch:min-h-11",
                choice === current && "bg-accent text-accent-foreground forced-colors:outline-2",
              )}
              // The input keeps the focus, so that the list stays open until something is selected.
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

function describeChoices(state: "ready" | "loading" | "failed", count: number): string {
  if (state === "failed") return "The webhooks could not be loaded. Type to try again.";
  if (count > 0) return `${count} ${count === 1 ? "webhook" : "webhooks"}. Type to find others.`;
  return state === "loading" ? "Loading…" : "No matching webhooks.";
}

interface WebhookChoice {
  id: string;
  name: string;
}

/** The webhooks whose names contain `text`; `initialChoices` if `text` is empty or null (the combobox is closed). */
function useWebhookChoices(
  text: string | null,
  initialChoices: readonly WebhookChoice[],
): { choices: readonly WebhookChoice[]; state: "ready" | "loading" | "failed" } {
  const [found, setFound] = useState<{ text: string; choices: WebhookChoice[] | null } | null>(null);
  const wantedText = text?.trim() ?? "";
  useEffect(() => {
    if (wantedText === "") return;
    const abortController = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/deliveries/webhook-choices?q=${encodeURIComponent(wantedText)}`, {
          signal: abortController.signal,
        });
        setFound({ text: wantedText, choices: response.ok ? await response.json() : null });
      } catch {
        // The user kept typing, or the server is unreachable.
        if (!abortController.signal.aborted) setFound({ text: wantedText, choices: null });
      }
    }, 150);
    return () => {
      clearTimeout(timer);
      abortController.abort();
    };
  }, [wantedText]);
  if (wantedText === "") return { choices: initialChoices, state: "ready" };
  if (found?.text !== wantedText) return { choices: found?.choices ?? [], state: "loading" };
  return found.choices ? { choices: found.choices, state: "ready" } : { choices: [], state: "failed" };
}
