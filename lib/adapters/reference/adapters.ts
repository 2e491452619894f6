import { apiCalls } from "../api/calls";
import { publicCalls } from "../api/public-calls";
import type { Call, PublicCall } from "../endpoint/call";
import type { ApiResponse } from "../endpoint/http-messages";
import { type Problem, problemResponse } from "../endpoint/problem";
import { fineractBasePaths, fineractCalls } from "../fineract/calls";
import { buildEarlyRejection } from "../fineract/to-fineract-error";
import { loanproCalls } from "../loanpro/calls";
import { loanproErrorResponse } from "../loanpro/endpoint";
import { plexeCalls } from "../plexe/calls";
import { plexeErrorResponse } from "../plexe/error-response";
import { inCalls } from "../sources/calls";
import { type ErrorShape, errorShapes } from "./error-shapes";

/** One of the APIs: the native API, or the API of another system. All adapters call the same use cases. */
export interface Adapter {
  /** The prefix of its operation IDs; those of the native API have no prefix. */
  id: string;
  /** Its tag in the documentation; the native API has one tag for each of its parts instead. */
  title: string;
  description: string;
  calls: Record<string, Call | PublicCall>;
  /** How clients can authenticate. */
  authentication: ("apiKey" | "basic")[];
  errors: ErrorShape;
  /** Builds an error response in the shape `errors`, for a request that is rejected before its call is known. */
  errorResponse: (problem: Problem, requestId: string) => ApiResponse;
  /** Whether `/hooks/` is `/hooks`. Next would redirect it, without the CORS headers that a browser needs to follow. */
  ignoresFinalSlash?: true;
  /** Matches the adapter's paths, also those without a call. The native API has every path under /api that no other adapter has. */
  paths: RegExp;
  /** The prefixes under which each call is available, if there are several. `calls` lists each path with the first prefix. */
  bases?: readonly string[];
}

/** A test compares this list with the routes under app/api. */
export const adapters: Adapter[] = [
  {
    id: "native",
    title: "Hookledger",
    description: "The native API.",
    calls: { ...apiCalls, ...publicCalls },
    authentication: ["apiKey"],
    errors: errorShapes.problem,
    errorResponse: problemResponse,
    paths: /^\/api(\/|$)/,
  },
  {
    id: "plexe",
    title: "Plexe",
    description:
      "Plexe's partner API. Paths and field names are case-insensitive, and each field may come in the query or in the body. A partner's own API key implies the partner; with the lender's key, send `partnerId` or `customerId`.",
    calls: plexeCalls,
    authentication: ["apiKey"],
    errors: errorShapes.plexe,
    errorResponse: plexeErrorResponse,
    paths: /^\/api\/webhook(\/|$)/i,
  },
  {
    id: "fineract",
    title: "Embarc and Apache Fineract",
    description:
      "The hooks API of Embarc and Apache Fineract. Each call is available under `/api/v1`, `/` and `/fineract-provider/api/v1`. `Authorization: Basic` takes any user name and an API key as the password. A hook is a webhook that uses the `fineract` dialect.",
    calls: fineractCalls,
    authentication: ["basic", "apiKey"],
    errors: errorShapes.fineract,
    errorResponse: buildEarlyRejection,
    ignoresFinalSlash: true,
    paths: /^(\/fineract-provider(?=\/api\/))?(\/api\/v1)?\/(hooks|authentication)(\/|$)/,
    bases: fineractBasePaths,
  },
  {
    id: "loanpro",
    title: "LoanPro",
    description: "LoanPro's retry call. Send an API key as the bearer token.",
    calls: loanproCalls,
    authentication: ["apiKey"],
    errors: errorShapes.loanpro,
    errorResponse: loanproErrorResponse,
    paths: /^\/api\/public(\/|$)/,
  },
  {
    id: "in",
    title: "Sources",
    description:
      "The URL of a source, to which another system sends its webhooks. It is served with and without a final slash. The token in the path is a credential.",
    calls: inCalls,
    authentication: [],
    errors: errorShapes.problem,
    errorResponse: problemResponse,
    ignoresFinalSlash: true,
    paths: /^\/in(\/|$)/,
  },
];

/** The adapter that a path belongs to; undefined for the portal's paths. */
export function findAdapter(path: string): Adapter | undefined {
  return adapters.findLast(({ paths }) => paths.test(path));
}

const nativeTagByPathSegment: Record<string, string> = {
  events: "Events",
  "event-types": "Event types",
  dialects: "Webhooks",
  webhooks: "Webhooks",
  deliveries: "Deliveries",
  attempts: "Deliveries",
  reconciliations: "Webhooks",
  sources: "Sources",
  jobs: "Jobs",
  partners: "Partners",
  "portal-links": "Portal links",
};

export interface DocumentedCall {
  operationId: string;
  tag: string;
  adapter: Adapter;
  call: PublicCall;
  /** Null for a public call. */
  permission: Call["permission"] | null;
  /** How a client can authenticate by a header. Empty for a public call, or if the key comes in the body. */
  authentication: Adapter["authentication"];
  /** The other paths of the same call. */
  otherPaths: string[];
}

/** Every call of every adapter, as it is documented. */
export function listDocumentedCalls(): DocumentedCall[] {
  return adapters.flatMap((adapter) =>
    Object.entries(adapter.calls).map(([name, call]) => ({
      operationId: adapter.id === "native" ? name : `${adapter.id}-${name}`,
      tag: adapter.id === "native" ? findNativeTag(call.path) : adapter.title,
      adapter,
      call,
      permission: "permission" in call ? call.permission : null,
      authentication: "permission" in call && !call.keyIn ? adapter.authentication : [],
      otherPaths: listOtherPaths(adapter, call),
    })),
  );
}

function listOtherPaths({ bases: [base, ...others] = [] }: Adapter, { path }: PublicCall): string[] {
  return base === undefined ? [] : others.map((other) => `${other}${path.slice(base.length)}`);
}

/** The tag for a path of the native API, by the segment after /api/v1/. */
function findNativeTag(path: string): string {
  return nativeTagByPathSegment[path.split("/")[3] ?? ""] ?? "Operations";
}
