import { decodeReadableText } from "@/components/payload/payload-text";
import { PayloadView } from "@/components/payload/payload-view";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";

/** Shows the data of an event as JSON. `data` is null after its retention period. */
export function EventDataCard({ data }: { data: EventDataContent | null }) {
  return (
    <Card id="data" className="scroll-mt-4">
      <CardHeader>
        <CardTitle>
          <h2>Data</h2>
        </CardTitle>
      </CardHeader>
      <CardContent className="grid gap-1">
        {data ? (
          <EventData {...data} />
        ) : (
          <p className="text-muted-foreground">Deleted after the retention period.</p>
        )}
      </CardContent>
    </Card>
  );
}

interface EventDataContent {
  text: string;
  changes: string | null;
  masked: boolean;
  limited: boolean;
}

function EventData({ text, changes, masked, limited }: EventDataContent) {
  const bytes = Buffer.from(text);
  const readable = decodeReadableText(bytes);
  if (!readable) return <p className="text-muted-foreground">Binary data cannot be displayed.</p>;
  return (
    <>
      <PayloadView label="Data" text={readable.text} />
      {readable.shownLength < bytes.length && (
        <p className="text-xs text-muted-foreground">
          The first {readable.shownLength.toLocaleString("en")} of {bytes.length.toLocaleString("en")} bytes.
        </p>
      )}
      {changes && (
        <>
          <h3 className="mt-3 font-medium">Changed fields</h3>
          <PayloadView label="Changed fields" text={changes} />
        </>
      )}
      {limited && (
        <p className="text-xs text-muted-foreground">
          Personal fields, and fields that the event type’s schema does not describe, are withheld.
        </p>
      )}
      {masked && <p className="text-xs text-muted-foreground">The one-time code is masked.</p>}
    </>
  );
}
