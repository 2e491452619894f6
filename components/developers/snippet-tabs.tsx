"use client";

import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { CodeBlock } from "./code";

/** Tabs that show the same code in several languages. */
export function SnippetTabs({
  snippets,
}: {
  snippets: readonly { id: string; title: string; file: string; code: string }[];
}) {
  return (
    <Tabs defaultValue={snippets[0]?.id ?? ""} className="min-w-0">
      <TabsList aria-label="Language">
        {snippets.map(({ id, title }) => (
          <TabsTrigger key={id} value={id} className="shrink-0">
            {title}
          </TabsTrigger>
        ))}
      </TabsList>
      {snippets.map(({ id, title, file, code }) => (
        <TabsContent key={id} value={id}>
          <p className="mb-2 font-mono text-xs text-muted-foreground">{file}</p>
          <CodeBlock label={`code for ${title}`} code={code} />
        </TabsContent>
      ))}
    </Tabs>
  );
}
