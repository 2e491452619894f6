import { type Rejection, rejectFields } from "@/components/form/action-result";
import { parseJson } from "@/lib/json/parse-json";
import { writeJson } from "@/lib/json/write-json";

/** Schema and sample as the user typed them. */
export interface ContentDraft {
  schema: string;
  sampleId: string;
  sample: string;
}

const indent = 2;

export function toDraft(version: {
  schema: unknown;
  sample: { entityId: string; data: unknown };
}): ContentDraft {
  return {
    schema: JSON.stringify(version.schema, null, indent),
    sampleId: version.sample.entityId,
    sample: writeJson(version.sample.data, indent),
  };
}

export const initialDraft = toDraft({
  schema: { type: "object", properties: { amount: { type: "number" } }, required: ["amount"] },
  sample: { entityId: "1", data: { amount: 100 } },
});

/** Rejects invalid JSON and an empty entity ID, each beside its field. Returns null if the draft has neither. */
export function rejectInvalidDraft({ schema, sampleId, sample }: ContentDraft): Rejection | null {
  const errors: Record<string, string> = {};
  for (const [field, text] of Object.entries({ schema, sample })) {
    try {
      JSON.parse(text);
    } catch (error) {
      errors[field] = `Invalid JSON: ${(error as Error).message}`;
    }
  }
  if (sampleId.trim() === "") errors.sampleId = "Enter an entity ID.";
  return Object.keys(errors).length > 0 ? rejectFields(errors) : null;
}

/** Parses the draft on the server: the browser's JSON.parse loses digits of some numbers. Throws a SyntaxError for invalid JSON. */
export function parseDraft({ schema, sampleId, sample }: ContentDraft) {
  return { schema: parseJson(schema), sample: { entityId: sampleId, data: parseJson(sample) } };
}
