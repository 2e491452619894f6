import { Section } from "@/components/domain/section";
import { PayloadView } from "@/components/payload/payload-view";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { SampleBody } from "@/lib/dialects/sample-bodies";

/** The sample as each format puts it on the wire. */
export function Samples({ bodies }: { bodies: readonly SampleBody[] }) {
  const [first] = bodies;
  if (!first) return null;
  return (
    <Section
      title="Sample in every format"
      description="What a receiver gets when this event happens, with the default settings of each format."
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
