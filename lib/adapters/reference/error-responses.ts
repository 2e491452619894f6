import type { Call, DocumentedError, PublicCall } from "../endpoint/call";
import type { ErrorShape } from "./error-shapes";

const sharedErrors = {
  query: {
    status: 400,
    code: "validation_failed",
    when: "One or more query parameters are invalid; `errors` lists each one.",
  },
  body: {
    status: 400,
    code: "validation_failed",
    when: "One or more fields are invalid; `errors` lists each one.",
  },
  json: { status: 400, code: "invalid_json", when: "The body is not valid JSON encoded in UTF-8." },
  incomplete: { status: 400, code: "incomplete_body", when: "The body is shorter than its Content-Length." },
  key: { status: 401, code: "unauthenticated", when: "The API key is missing, unknown, revoked or expired." },
  linkExpired: {
    status: 401,
    code: "portal_link_expired",
    when: "The portal link, or the API key that created it, has expired.",
  },
  linkRevoked: {
    status: 401,
    code: "portal_link_revoked",
    when: "The portal link, or the API key that created it, was revoked.",
  },
  scope: { status: 403, code: "forbidden", when: "The API key lacks the scope that this call requires." },
  rate: {
    status: 429,
    code: "rate_limited",
    when: "A partner's API key exceeded its rate limit. Retry after the time in Retry-After.",
  },
  path: {
    status: 404,
    code: "not_found",
    when: "The resource does not exist, or this API key cannot see it.",
  },
  encoding: { status: 415, code: "unsupported_encoding", when: "The body is compressed." },
  size: { status: 413, code: "too_large", when: "The body exceeds this call's size limit." },
} satisfies Record<string, DocumentedError>;

const serverErrors: DocumentedError[] = [
  {
    status: 500,
    code: "internal_error",
    when: "Internal server error. Retry; if the error persists, contact the operator.",
  },
  {
    status: 503,
    code: "unavailable",
    when: "The database is unavailable. Retry after the time in Retry-After.",
  },
];

/** Describes a call's error responses in its adapter's shape: those implied by its path, fields and API key, and those in `errors`. */
export function describeErrorResponses(
  { path, query, body, lines, errors = [], ...call }: PublicCall | Call,
  isPublic: boolean,
  shape: ErrorShape,
) {
  const allErrors: DocumentedError[] = [
    ...(query && !shape.anyQuery ? [sharedErrors.query] : []),
    ...(body ? [sharedErrors.body, sharedErrors.json] : []),
    ...(isPublic ? [] : [sharedErrors.key, sharedErrors.scope, sharedErrors.rate]),
    ...("acceptsPortalLinks" in call ? [sharedErrors.linkExpired, sharedErrors.linkRevoked] : []),
    ...(path.includes("{") ? [sharedErrors.path] : []),
    ...(body || lines ? [sharedErrors.size, sharedErrors.encoding] : []),
    ...(lines ? [sharedErrors.incomplete] : []),
    ...errors,
  ];
  const statuses = [...new Set(allErrors.map(({ status }) => status))].sort((one, other) => one - other);
  const findByStatus = (status: number) => allErrors.filter((error) => error.status === status);
  return {
    ...Object.fromEntries(
      statuses.map((status) => [status, describeErrorResponse(findByStatus(status), shape)]),
    ),
    default: describeErrorResponse(serverErrors, shape),
  };
}

function describeErrorResponse(errors: DocumentedError[], { name, contentType, toCode }: ErrorShape) {
  const described = errors.map(({ code, when }) => {
    const adapterCode = toCode(code);
    return adapterCode === undefined ? when : `\`${adapterCode}\`: ${when}`;
  });
  return {
    description: [...new Set(described)].join(" "),
    content: { [contentType]: { schema: { $ref: `#/components/schemas/${name}` } } },
  };
}
