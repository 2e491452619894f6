import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** An event type to filter by, proposed from the catalogue; what is typed may also be one that is no longer there. */
export function EventTypeField({
  eventType,
  error,
  eventTypes,
}: {
  eventType?: string;
  error?: string;
  eventTypes: readonly { name: string; title: string }[];
}) {
  return (
    <>
      <Field label="Event type" error={error} className="col-span-2 sm:col-span-1 xl:w-56">
        <Input
          key={eventType}
          name="eventType"
          defaultValue={eventType}
          list="event-types"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <datalist id="event-types">
        {eventTypes.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </datalist>
    </>
  );
}
