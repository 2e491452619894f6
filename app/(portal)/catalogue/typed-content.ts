import { type Refusal, refuseFields } from "@/components/form/answer";

/** Schema and sample as they are typed. */
export interface TypedContent {
  schema: string;
  sampleId: string;
  sample: string;
}

const indent = 2;

export function typed(version: {
  schema: unknown;
  sample: { entityId: string; data: unknown };
}): TypedContent {
  return {
    schema: JSON.stringify(version.schema, null, indent),
    sampleId: version.sample.entityId,
    sample: JSON.stringify(version.sample.data, null, indent),
  };
}

export const emptyContent = typed({
  schema: { type: "object", properties: { amount: { type: "number" } }, required: ["amount"] },
  sample: { entityId: "1", data: { amount: 100 } },
});

/** What is typed, read; or what cannot be read as JSON, beside its field. */
export function readContent({ schema, sampleId, sample }: TypedContent) {
  const errors: Record<string, string> = {};
  const read = (field: string, text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      errors[field] = `This is not JSON: ${(error as Error).message}`;
      return undefined;
    }
  };
  if (sampleId.trim() === "") errors.sampleId = "Give the sample's entity id.";
  const content = {
    schema: read("schema", schema),
    sample: { entityId: sampleId, data: read("sample", sample) },
  };
  const refusal: Refusal | null = Object.keys(errors).length > 0 ? refuseFields(errors) : null;
  return { content, refusal };
}
