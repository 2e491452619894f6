import { Section } from "@/components/domain/section";
import { PayloadView } from "@/components/payload/payload-view";
import type { EventTypeWithVersions } from "@/lib/catalogue/schema";
import { writeJson } from "@/lib/json/write-json";

/** The versions before the current one. */
export function Versions({ earlier }: { earlier: EventTypeWithVersions["earlierVersions"] }) {
  return (
    <Section
      title="Earlier versions"
      description="A webhook that chose one of them gets of each event the fields that this version knows."
    >
      {earlier.map(({ version, schema, sample }) => (
        <details key={version} className="rounded-md border">
          <summary className="min-h-9 cursor-pointer px-3 py-2 font-medium pointer-coarse:min-h-11">
            Version {version}
          </summary>
          <div className="grid gap-4 border-t p-3">
            <PayloadView label={`schema of version ${version}`} text={JSON.stringify(schema)} />
            <PayloadView label={`sample of version ${version}`} text={writeJson(sample)} />
          </div>
        </details>
      ))}
    </Section>
  );
}
