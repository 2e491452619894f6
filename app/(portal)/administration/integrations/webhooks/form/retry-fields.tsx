"use client";

import { Plus, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { formatDuration, zoneLabel } from "@/components/domain/format-time";
import { useTimeZones } from "@/components/domain/time-zones";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import {
  describeRetries,
  findPresetName,
  formatClockTime,
  planAttempts,
  type RetryPresets,
} from "./retry-plan";
import type { FormPartProps } from "./use-webhook-form";

/** The delay after each failed attempt: a preset, or a custom list in seconds. */
export function RetryFields({ values, errors, change, presets }: FormPartProps & { presets: RetryPresets }) {
  const { retryDelays } = values;
  const id = useId();
  const addButton = useRef<HTMLButtonElement>(null);
  // A delay is identified only by its index.
  const rows = retryDelays.map((delay, index) => ({ delay, index, inputId: `${id}-${index}` }));
  const setDelay = (at: number, text: string) =>
    change({ retryDelays: retryDelays.map((delay, index) => (index === at ? text : delay)) });
  const remove = (at: number) => {
    change({ retryDelays: retryDelays.filter((_, index) => index !== at) });
    // The button that had the focus was removed with its row.
    addButton.current?.focus();
  };
  return (
    <div className="grid gap-3">
      <Field label="Retries" hint={describeRetries(retryDelays)} error={errors.retryDelays}>
        <Select
          className="sm:w-96"
          value={findPresetName(retryDelays, presets)}
          onChange={(event) => {
            const preset = presets[event.target.value];
            if (preset) change({ retryDelays: preset.map(String) });
          }}
        >
          {Object.entries(presets).map(([name, delays]) => (
            <option key={name} value={name}>
              {`${name[0]?.toUpperCase()}${name.slice(1)}: ${delays.map(formatDuration).join(", ")}`}
            </option>
          ))}
          <option value="custom">Custom</option>
        </Select>
      </Field>
      <RetryPlan delays={retryDelays} />
      <ol className="grid gap-2 sm:grid-cols-2">
        {rows.map(({ delay, index, inputId }) => {
          const error = errors[`retryDelays.${index}`];
          return (
            <li key={inputId} className="grid content-start gap-1">
              <div className="flex items-center gap-2">
                <label htmlFor={inputId} className="w-16 shrink-0 text-muted-foreground">
                  Retry {index + 1}
                </label>
                <Input
                  id={inputId}
                  inputMode="numeric"
                  className="w-24"
                  value={delay}
                  aria-invalid={error ? true : undefined}
                  aria-describedby={error ? `${inputId}-unit ${inputId}-error` : `${inputId}-unit`}
                  onChange={(event) => setDelay(index, event.target.value)}
                />
                <span id={`${inputId}-unit`} className="min-w-0 flex-1 text-xs text-muted-foreground">
                  seconds{Number(delay) >= 60 && ` = ${formatDuration(Math.round(Number(delay)))}`}
                </span>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Remove retry ${index + 1}`}
                  onClick={() => remove(index)}
                >
                  <X aria-hidden />
                </Button>
              </div>
              <FieldError id={`${inputId}-error`}>{error}</FieldError>
            </li>
          );
        })}
      </ol>
      <Button
        variant="outline"
        size="sm"
        className="w-fit"
        ref={addButton}
        onClick={() => change({ retryDelays: [...retryDelays, retryDelays.at(-1) ?? "60"] })}
      >
        <Plus aria-hidden />
        Add retry
      </Button>
    </div>
  );
}

/** When each attempt would be sent if an event occurred now and every attempt failed. */
function RetryPlan({ delays }: { delays: readonly string[] }) {
  const { selected: zone } = useTimeZones();
  // The server does not know the user's clock and time zone, so times appear once the page runs in the browser.
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  const plan = planAttempts(delays);
  if (!plan) {
    return (
      <p className="text-xs text-muted-foreground">
        Enter each delay in seconds to see when retries are sent.
      </p>
    );
  }
  const withSeconds = delays.some((delay) => Number(delay) % 60 !== 0);
  const last = plan.length - 1;
  return (
    <figure className="grid gap-2 rounded-md border bg-muted/40 px-4 py-3">
      <figcaption className="text-xs text-muted-foreground">
        If an event occurred now and every attempt failed ({zoneLabel(zone)}):
      </figcaption>
      <ol className="flex flex-wrap gap-y-3">
        {plan.map(({ number, afterSeconds }) => (
          <li key={number} className="grid min-w-20 grow content-start gap-1">
            <span aria-hidden className="flex items-center">
              <span
                className={cn(
                  "size-2.5 shrink-0 rounded-full border-2 border-primary",
                  number === 0 ? "bg-primary" : "bg-card",
                )}
              />
              <span className={cn("h-0.5 grow bg-primary/40", number === last && "bg-transparent")} />
            </span>
            <span className="pr-2 font-medium whitespace-nowrap">
              {now === null ? "…" : formatClockTime(now + afterSeconds * 1_000, now, zone, withSeconds)}
            </span>
            <span className="pr-2 text-xs text-muted-foreground">
              {number === 0
                ? "first attempt"
                : `retry ${number}, after ${formatDuration(Number(delays[number - 1]))}`}
            </span>
          </li>
        ))}
      </ol>
      <p className="text-xs text-muted-foreground">
        After the last retry, the delivery fails permanently. Delays may be up to 10% longer.
      </p>
    </figure>
  );
}
