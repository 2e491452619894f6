import { buildApiCurlCommand } from "@/components/developers/curl-command";
import type {
  OperationView,
  ParameterView,
  ResponseView,
  SchemaView,
} from "@/components/developers/operation-view";
import type { buildOpenApi } from "@/lib/adapters/reference/openapi";

interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  "x-permission"?: string;
  security: Record<string, string[]>[];
  parameters: ParameterView[];
  requestBody?: { required: boolean; content: Record<string, { schema: SchemaView; example: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: SchemaView }> }>;
}

/** The operations of the OpenAPI document, for the reference. Reads the document as any client would. */
export function listOperations(document: ReturnType<typeof buildOpenApi>, origin: string): OperationView[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      toOperationView(path, method.toUpperCase(), operation as Operation, origin),
    ),
  );
}

function toOperationView(path: string, method: string, operation: Operation, origin: string): OperationView {
  const { operationId: id, tags, summary, description, parameters, requestBody, responses } = operation;
  const [authentication = null] = operation.security.flatMap(Object.keys) as ("apiKey" | "basic")[];
  const [[contentType, content] = []] = Object.entries(requestBody?.content ?? {});
  // NDJSON has one value per line.
  const indentation = contentType === "application/x-ndjson" ? 0 : 2;
  const body =
    requestBody && content
      ? {
          schema: content.schema,
          example: JSON.stringify(content.example, null, indentation),
          required: requestBody.required,
        }
      : null;
  const permission = operation["x-permission"] ?? null;
  return {
    ...{
      id,
      tag: tags[0] ?? "",
      method,
      path,
      summary,
      description,
      permission,
      authentication,
      parameters,
      body,
    },
    responses: Object.entries(responses).map(([status, answer]) => toResponseView(status, answer)),
    curl: buildApiCurlCommand(origin, { method, path, body: content?.example, authentication }),
  };
}

function toResponseView(
  status: string,
  { description, content }: Operation["responses"][string],
): ResponseView {
  const [entry] = Object.entries(content ?? {});
  return { status, description, contentType: entry?.[0] ?? null, schema: entry?.[1].schema ?? null };
}

/** The operations that contain every word of `text` in their ID, method, path, summary, tag or permission. */
export function filterOperations(operations: readonly OperationView[], text: string): OperationView[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter(({ id, method, path, summary, tag, permission }) => {
    const searchableText = [id, method, path, summary, tag, permission].join(" ").toLowerCase();
    return words.every((word) => searchableText.includes(word));
  });
}

/** Operations by tag, in the order of the document, with the description of each tag. */
export function groupByTag(document: ReturnType<typeof buildOpenApi>, operations: readonly OperationView[]) {
  return document.tags
    .map(({ name, ...tag }) => ({
      name,
      description: "description" in tag ? tag.description : undefined,
      operations: operations.filter(({ tag }) => tag === name),
    }))
    .filter((group) => group.operations.length > 0);
}
