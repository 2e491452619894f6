"use client";

import { ScrollArea } from "@/components/domain/scroll-area";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { formatJson } from "./payload-text";

/** Shows the text of a payload as it was sent and, if it is JSON, also indented. It is never rendered as HTML. */
export function PayloadView({ label, text }: { label: string; text: string }) {
  const pretty = formatJson(text);
  if (pretty === null) return <ScrollablePayload label={label} text={text} />;
  return (
    <Tabs defaultValue="pretty">
      <TabsList className="print:hidden" aria-label={`${label} view`}>
        <TabsTrigger value="pretty">Pretty</TabsTrigger>
        <TabsTrigger value="raw">Raw</TabsTrigger>
      </TabsList>
      <TabsContent value="pretty" className="pt-1">
        <ScrollablePayload label={`${label}, pretty`} text={pretty} />
      </TabsContent>
      <TabsContent value="raw" className="pt-1">
        <ScrollablePayload label={`${label}, raw`} text={text} />
      </TabsContent>
    </Tabs>
  );
}

function ScrollablePayload({ label, text }: { label: string; text: string }) {
  return (
    <ScrollArea label={label} className="max-h-80 rounded-md print:max-h-none border bg-muted/40">
      <pre className="p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">{text}</pre>
    </ScrollArea>
  );
}
