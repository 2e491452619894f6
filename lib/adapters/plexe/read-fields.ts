import type { ApiRequest } from "../endpoint/http-messages";
import { Problem } from "../endpoint/problem";
import { readJson } from "../endpoint/read-json";

const fieldNames = [
  "id",
  "webhookUri",
  "secret",
  "isActive",
  "webhooks",
  "partnerId",
  "customerId",
  "eventName",
];
const fieldNameByLowerCase = new Map(fieldNames.map((name) => [name.toLowerCase(), name]));

const maxBodyBytes = 64 * 1024;

/**
 * Reads the fields of a request from its query and its JSON body, since Plexe's page does not say where IDs are sent. Names are
 * case-insensitive ("PartnerId"), as in ASP.NET. Unknown fields are ignored. Throws a 400 for a field with two different values.
 */
export async function readFields(request: ApiRequest): Promise<Record<string, unknown>> {
  const query = [...new URL(request.url).searchParams];
  const body: unknown =
    request.method === "GET" || request.method === "HEAD" ? {} : await readJson(request, maxBodyBytes, {});
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Problem(
      400,
      "validation_failed",
      "The body is not an object. Send the fields as a JSON object.",
    );
  }
  const fields: Record<string, unknown> = {};
  for (const [givenName, value] of [...query, ...Object.entries(body)]) {
    const name = fieldNameByLowerCase.get(givenName.toLowerCase());
    if (name === undefined) continue;
    if (name in fields && JSON.stringify(fields[name]) !== JSON.stringify(value)) {
      const message = `${name} was sent twice with different values. Send it once, in the query or in the body.`;
      throw new Problem(400, "validation_failed", message, {
        errors: [{ field: name, code: "ambiguous", message }],
      });
    }
    fields[name] = value;
  }
  return fields;
}
