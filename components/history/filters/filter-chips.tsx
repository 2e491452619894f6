import Link from "next/link";
import type { ReactNode } from "react";
import { TimeFields } from "@/components/cursor-list/time-fields";
import { formatMinute } from "@/components/domain/format-time";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import {
  ChoiceSelect,
  EntityFilterFields,
  type EventTypeChoice,
  EventTypeField,
  eventTypeLabel,
  StateField,
  stateFilterLabel,
  WebhookField,
} from "./filter-fields";
import type { HistoryQuery } from "./history-query";

/** The options of the filters. */
export interface FilterChoices {
  eventTypes: EventTypeChoice[];
  entityTypes: string[];
  webhooks: { id: string; name: string }[];
  /** Whether there are more webhooks than listed. */
  hasMoreWebhooks: boolean;
  /** Empty if there are no partners, and for users of a partner. */
  partners: { id: string; name: string }[];
  /** The named periods, with the one of the query, and what each means now. */
  periods: { name: string; label: string }[];
}

/** A chip of the bar: its label, its value if it is set, the parameters that it sets, and its fields. */
interface FilterChip {
  label: string;
  value: string | undefined;
  names: (keyof HistoryQuery)[];
  fields: ReactNode;
}

/** Lists the chips of the bar, in their order. `zone`: the zone of the times, an IANA name. */
export function listFilterChips({
  query,
  errors,
  choices,
  ofEntity,
  zone,
  hrefWith,
}: {
  query: HistoryQuery;
  errors: HistoryQuery;
  choices: FilterChoices;
  ofEntity: boolean;
  zone: string;
  hrefWith: (change: HistoryQuery) => string;
}): FilterChip[] {
  const { eventType, webhookId, partnerId, responseCode } = query;
  const states = query.state?.split(",") ?? [];
  const nameOf = (id: string, named: readonly { id: string; name: string }[]) =>
    named.find((one) => one.id === id)?.name ?? id;
  const chips: (FilterChip | false)[] = [
    {
      label: "State",
      value: states.map(stateFilterLabel).join(", ") || undefined,
      names: ["state"],
      fields: <StateField key={query.state} checked={states} error={errors.state} />,
    },
    {
      label: "Time",
      value: describeTime(query, choices.periods, zone),
      names: ["period", "from", "to"],
      fields: (
        <>
          <PeriodLinks query={query} periods={choices.periods} hrefWith={hrefWith} />
          <TimeFields query={query} errors={errors} />
        </>
      ),
    },
    {
      label: "Event type",
      value: eventType && eventTypeLabel(eventType, choices.eventTypes),
      names: ["eventType"],
      fields: (
        <EventTypeField eventType={eventType} error={errors.eventType} eventTypes={choices.eventTypes} />
      ),
    },
    {
      label: "Webhook",
      value: webhookId && nameOf(webhookId, choices.webhooks),
      names: ["webhookId"],
      fields: (
        <WebhookField
          key={webhookId}
          webhookId={webhookId}
          error={errors.webhookId}
          webhooks={choices.webhooks}
          hasMore={choices.hasMoreWebhooks}
        />
      ),
    },
    {
      label: "Response code",
      value: responseCode,
      names: ["responseCode"],
      fields: (
        <Field label="Response code" error={errors.responseCode}>
          <Input
            key={responseCode}
            name="responseCode"
            defaultValue={responseCode}
            inputMode="numeric"
            autoComplete="off"
          />
        </Field>
      ),
    },
    !ofEntity && {
      label: "Entity",
      value: [query.entityType, query.entityId].filter(Boolean).join(" ") || undefined,
      names: ["entityType", "entityId"],
      fields: <EntityFilterFields query={query} errors={errors} entityTypes={choices.entityTypes} />,
    },
    choices.partners.length > 0 && {
      label: "Partner",
      value: partnerId && nameOf(partnerId, choices.partners),
      names: ["partnerId"],
      fields: (
        <Field label="Partner" error={errors.partnerId}>
          <ChoiceSelect name="partnerId" value={partnerId} choices={choices.partners} />
        </Field>
      ),
    },
  ];
  return chips.filter((chip) => chip !== false);
}

function PeriodLinks({
  query,
  periods,
  hrefWith,
}: {
  query: HistoryQuery;
  periods: FilterChoices["periods"];
  hrefWith: (change: HistoryQuery) => string;
}) {
  return (
    <ul className="grid border-b pb-2">
      {periods.map(({ name, label }) => (
        <li key={name}>
          <Link
            href={hrefWith({ period: name, from: undefined, to: undefined })}
            prefetch={false}
            scroll={false}
            aria-current={name === query.period || undefined}
            className="flex min-h-7 items-center rounded-sm px-1 hover:bg-muted aria-[current]:bg-accent aria-[current]:font-medium touch:min-h-11"
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function describeTime(
  { period, from, to }: HistoryQuery,
  periods: FilterChoices["periods"],
  zone: string,
): string | undefined {
  if (period) return periods.find(({ name }) => name === period)?.label ?? period;
  const format = (iso: string) => (Number.isNaN(Date.parse(iso)) ? iso : formatMinute(Date.parse(iso), zone));
  if (from && to) return `${format(from)} to ${format(to)}`;
  if (from) return `since ${format(from)}`;
  return to && `until ${format(to)}`;
}
