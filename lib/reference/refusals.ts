import type { OpenCall, Refusal } from "../api/call";

const fromShape = {
  query: { status: 400, code: "validation_failed", when: "A parameter is wrong; `errors` names each." },
  body: { status: 400, code: "validation_failed", when: "A field is wrong; `errors` names each." },
  json: { status: 400, code: "invalid_json", when: "The body is no JSON in UTF-8." },
  key: { status: 401, code: "unauthenticated", when: "No key, or one that is not valid (any more)." },
  scope: { status: 403, code: "forbidden", when: "The key has not the scope that this call needs." },
  path: { status: 404, code: "not_found", when: "There is no such thing, or none that this key may see." },
  size: { status: 413, code: "too_large", when: "The body is larger than this call takes." },
} satisfies Record<string, Refusal>;

/** The refusals of a call: what follows from its shape, and those it names itself. Each is a problem (RFC 9457). */
export function documentedRefusals({ path, query, body, refusals = [] }: OpenCall, open: boolean) {
  const { key, scope, size, json } = fromShape;
  const all: Refusal[] = [
    ...(query ? [fromShape.query] : []),
    ...(body ? [fromShape.body, json] : []),
    ...(open ? [] : [key, scope]),
    ...(path.includes("{") ? [fromShape.path] : []),
    ...(body ? [size] : []),
    ...refusals,
  ];
  const statuses = [...new Set(all.map(({ status }) => status))].sort((one, other) => one - other);
  return {
    ...Object.fromEntries(
      statuses.map((status) => [status, problem(all.filter((each) => each.status === status))]),
    ),
    default: problem([
      { status: 500, code: "internal_error", when: "A fault of ours: try again, then ask the operator." },
      { status: 503, code: "unavailable", when: "The database is away: try again after Retry-After." },
    ]),
  };
}

function problem(refusals: Refusal[]) {
  return {
    description: refusals.map(({ code, when }) => `\`${code}\`: ${when}`).join(" "),
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}
