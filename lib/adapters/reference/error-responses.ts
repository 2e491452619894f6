import type { PublicCall, Rejection } from "../endpoint/call";
import type { ErrorShape } from "./error-shapes";

const fromShape = {
  query: { status: 400, code: "validation_failed", when: "A parameter is wrong; the answer names each." },
  body: { status: 400, code: "validation_failed", when: "A field is wrong; the answer names each." },
  json: { status: 400, code: "invalid_json", when: "The body is no JSON in UTF-8." },
  key: { status: 401, code: "unauthenticated", when: "No key, or one that is not valid (any more)." },
  scope: { status: 403, code: "forbidden", when: "The key has not the scope that this call needs." },
  rate: {
    status: 429,
    code: "rate_limited",
    when: "A partner's key sends more requests a second than it may: wait for Retry-After.",
  },
  path: { status: 404, code: "not_found", when: "There is no such thing, or none that this key may see." },
  encoding: { status: 415, code: "unsupported_encoding", when: "The body is compressed." },
  size: { status: 413, code: "too_large", when: "The body is larger than this call takes." },
} satisfies Record<string, Rejection>;

const faults: Rejection[] = [
  { status: 500, code: "internal_error", when: "A fault of ours: try again, then ask the operator." },
  { status: 503, code: "unavailable", when: "The database is away: try again after Retry-After." },
];

/** The rejections of a call, in its adapter's shape: what follows from the call's own shape, and those it names itself. */
export function errorResponses(
  { path, query, body, rejections = [] }: PublicCall,
  open: boolean,
  shape: ErrorShape,
) {
  const { key, scope, rate, size, encoding, json } = fromShape;
  const all: Rejection[] = [
    ...(query && !shape.anyQuery ? [fromShape.query] : []),
    ...(body ? [fromShape.body, json] : []),
    ...(open ? [] : [key, scope, rate]),
    ...(path.includes("{") ? [fromShape.path] : []),
    ...(body ? [size, encoding] : []),
    ...rejections,
  ];
  const statuses = [...new Set(all.map(({ status }) => status))].sort((one, other) => one - other);
  return {
    ...Object.fromEntries(
      statuses.map((status) => [
        status,
        answer(
          all.filter((each) => each.status === status),
          shape,
        ),
      ]),
    ),
    default: answer(faults, shape),
  };
}

function answer(rejections: Rejection[], { name, contentType, codeOf }: ErrorShape) {
  const said = rejections.map(({ code, when }) => {
    const shown = codeOf(code);
    return shown === undefined ? when : `\`${shown}\`: ${when}`;
  });
  return {
    description: [...new Set(said)].join(" "),
    content: { [contentType]: { schema: { $ref: `#/components/schemas/${name}` } } },
  };
}
