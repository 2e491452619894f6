import { ScrollArea } from "@/components/domain/scroll-area";
import { Section } from "@/components/domain/section";
import { PayloadView } from "@/components/payload/payload-view";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { EventTypeWithVersions } from "@/lib/catalogue/schema";
import type { SampleBody } from "@/lib/dialects/sample-bodies";
import { writeJson } from "@/lib/json/write-json";
import { listSchemaFields } from "./schema-fields";

/** The data of the event, as a list of fields and as JSON Schema. */
export function SchemaSection({ version, schema }: { version: number; schema: Record<string, unknown> }) {
  const fields = listSchemaFields(schema);
  return (
    <Section
      title={`Data (version ${version})`}
      description="The schema of the event's data (JSON Schema, draft 2020-12)."
    >
      <Tabs defaultValue={fields.length > 0 ? "fields" : "schema"}>
        <TabsList aria-label="View">
          <TabsTrigger value="fields">Fields</TabsTrigger>
          <TabsTrigger value="schema">JSON Schema</TabsTrigger>
        </TabsList>
        <TabsContent value="fields">
          {fields.length === 0 ? (
            <p className="text-muted-foreground">
              No fields to list. The JSON Schema says which data is valid.
            </p>
          ) : (
            <ScrollArea label="Data fields" className="max-h-96 rounded-md border print:max-h-none">
              <Table>
                <TableCaption className="sr-only">Data fields</TableCaption>
                <TableHeader>
                  <TableRow>
                    <TableHead>Field</TableHead>
                    <TableHead>Type</TableHead>
                    <TableHead>Description</TableHead>
                  </TableRow>
                </TableHeader>
                <TableBody>
                  {fields.map(({ path, type, required, personal, description }) => (
                    <TableRow key={path}>
                      <TableHead scope="row" className="min-w-28 font-mono text-xs wrap-anywhere">
                        {path}{" "}
                        {required && <span className="block font-sans text-muted-foreground">required</span>}{" "}
                        {personal && <span className="block font-sans text-muted-foreground">personal</span>}
                      </TableHead>
                      <TableCell className="text-xs whitespace-normal wrap-break-word">{type}</TableCell>
                      <TableCell className="min-w-32 whitespace-normal">{description}</TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            </ScrollArea>
          )}
        </TabsContent>
        <TabsContent value="schema">
          <PayloadView label="schema" text={JSON.stringify(schema)} />
        </TabsContent>
      </Tabs>
    </Section>
  );
}

/** The sample event in the wire format of each dialect. */
export function SampleSection({ bodies }: { bodies: readonly SampleBody[] }) {
  const [first] = bodies;
  if (!first) return null;
  return (
    <Section
      title="Sample webhooks"
      description="What the receiver gets for this event type in each format, with default settings."
    >
      <Tabs defaultValue={first.dialect}>
        <TabsList aria-label="Formats">
          {bodies.map(({ dialect, title }) => (
            <TabsTrigger key={dialect} value={dialect} className="whitespace-nowrap">
              {title}
            </TabsTrigger>
          ))}
        </TabsList>
        {bodies.map(({ dialect, title, contentType, text }) => (
          <TabsContent key={dialect} value={dialect}>
            <p className="mb-2 text-xs text-muted-foreground">
              Content-Type: <span className="font-mono">{contentType}</span>
            </p>
            <PayloadView label={`sample for ${title}`} text={text} />
          </TabsContent>
        ))}
      </Tabs>
    </Section>
  );
}

/** The schema and the sample of each earlier version. */
export function EarlierVersions({ versions }: { versions: EventTypeWithVersions["earlierVersions"] }) {
  return (
    <Section
      title="Earlier versions"
      description="A webhook that uses an earlier version receives only the fields in that version's schema."
    >
      {versions.map(({ version, schema, sample }) => (
        <details key={version} className="rounded-md border">
          <summary className="min-h-9 cursor-pointer px-3 py-2 font-medium touch:min-h-11">
            Version {version}
          </summary>
          <div className="grid grid-cols-1 gap-4 border-t p-3">
            <PayloadView label={`schema of version ${version}`} text={JSON.stringify(schema)} />
            <PayloadView label={`sample of version ${version}`} text={writeJson(sample)} />
          </div>
        </details>
      ))}
    </Section>
  );
}
