import { createHash } from "node:crypto";
import { HeaderList, PayloadSection } from "@/components/payload/payload-section";
import { decodeReadableText } from "@/components/payload/payload-text";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { hideCodes } from "@/lib/deliveries/hide-codes";
import { listCodesOfMessage } from "@/lib/deliveries/one-time-codes";
import { can, type Scope } from "@/lib/scope/scope";
import { readMessageBody } from "@/lib/sources/list-messages";
import type { MessageDetails } from "@/lib/sources/schema";
import { messageHref } from "../../../source-href";

/** The headers and the body of a message, with its download. */
export async function MessageBody({ scope, message }: { scope: Scope; message: MessageDetails }) {
  const { id, sourceId, headers, truncated } = message;
  const isWithheld = !can(scope, "customer-data:read");
  const body = isWithheld ? null : await readMessageBody(scope, sourceId, id);
  const codes = body ? listCodesOfMessage(body.bytes.toString()) : [];
  const readable = body && decodeReadableText(body.bytes);
  const masked = codes.length > 0;
  const shown = body && {
    bytes: body.bytes.length,
    sha256: masked ? null : createHash("sha256").update(body.bytes).digest("hex"),
    readable: masked && readable ? { ...readable, text: hideCodes(readable.text, codes, true) } : readable,
    masked,
    limit: null,
  };
  const withheld = {
    bytes: message.size,
    sha256: null,
    readable: null,
    masked: false,
    limit: "withheld",
  } as const;
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Request</h2>
        </CardTitle>
      </CardHeader>
      <CardContent className="grid grid-cols-1 gap-4">
        <HeaderList label="Headers, without credentials and cookies" headers={groupByName(headers)} />
        <PayloadSection
          href={`${messageHref(sourceId, id)}/body`}
          which="request"
          payload={isWithheld ? withheld : shown}
          truncated={truncated}
          missing="Deleted after the retention period."
        />
      </CardContent>
    </Card>
  );
}

/** A header that came several times is one line, with its values joined as RFC 9110 5.3 allows. */
function groupByName(headers: MessageDetails["headers"]): Record<string, string> {
  const grouped = new Map<string, string>();
  for (const [name, value] of headers) {
    const before = grouped.get(name);
    grouped.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(grouped);
}
