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
import { schemaFields } from "./schema-fields";

/** What the event's data may hold: as a list of fields, and as the schema itself. */
export function SchemaSection({ version, schema }: { version: number; schema: Record<string, unknown> }) {
  const fields = schemaFields(schema);
  return (
    <Section
      title={`Data of version ${version}`}
      description="What the event's data may hold: JSON Schema, draft 2020-12."
    >
      <Tabs defaultValue={fields.length > 0 ? "fields" : "schema"}>
        <TabsList aria-label="How to show the data">
          <TabsTrigger value="fields">Fields</TabsTrigger>
          <TabsTrigger value="schema">JSON Schema</TabsTrigger>
        </TabsList>
        <TabsContent value="fields">
          {fields.length === 0 ? (
            <p className="text-muted-foreground">The schema names no fields: any data fits.</p>
          ) : (
            <ScrollArea label="fields" className="max-h-96 rounded-md border print:max-h-none">
              <Table>
                <TableCaption className="sr-only">Fields of the data</TableCaption>
                <TableHeader>
                  <TableRow>
                    <TableHead>Field</TableHead>
                    <TableHead>Type</TableHead>
                    <TableHead>Meaning</TableHead>
                  </TableRow>
                </TableHeader>
                <TableBody>
                  {fields.map(({ path, type, required, description }) => (
                    <TableRow key={path}>
                      <TableCell className="font-mono text-xs wrap-anywhere">
                        {path}
                        {required && <span className="block font-sans text-muted-foreground">required</span>}
                      </TableCell>
                      <TableCell className="text-xs whitespace-normal wrap-anywhere">{type}</TableCell>
                      <TableCell className="min-w-40 whitespace-normal">{description}</TableCell>
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
