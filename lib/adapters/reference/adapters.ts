import { calls } from "../api/calls";
import { publicCalls } from "../api/public-calls";
import type { Call, PublicCall } from "../endpoint/call";
import { type Problem, problemResponse } from "../endpoint/problem";
import { fineractBases, fineractCalls } from "../fineract/calls";
import { toFineractError } from "../fineract/to-fineract-error";
import { loanproCalls } from "../loanpro/calls";
import { loanproError } from "../loanpro/endpoint";
import { plexeCalls } from "../plexe/calls";
import { plexeError } from "../plexe/error-response";
import { type ErrorShape, errorShapes } from "./error-shapes";

/** A set of calls in one system's words. All adapters come down to the same use cases. */
export interface Adapter {
  /** Stands before the operation ids, but for the native API's. */
  id: string;
  /** Its tag in the documentation; the native API has one for each of its parts instead. */
  title: string;
  description: string;
  calls: Record<string, Call | PublicCall>;
  /** How a caller says who it is: any one of these. */
  signIn: ("apiKey" | "basic")[];
  rejections: ErrorShape;
  /** A rejection in that shape, for what is rejected before a call is found. */
  reject: (problem: Problem, requestId: string) => Response;
  /** The paths that are its own, also those where there is no call; the native API has what the others leave. */
  paths: RegExp;
  /** What its paths can begin with, where that is more than one; the calls have the first. */
  bases?: readonly string[];
}

/** Every adapter. The routes under app/api are held against this list by a test. */
export const adapters: Adapter[] = [
  {
    id: "native",
    title: "Hookledger",
    description: "The native API.",
    calls: { ...calls, ...publicCalls },
    signIn: ["apiKey"],
    rejections: errorShapes.problem,
    reject: problemResponse,
    paths: /^\/api(\/|$)/,
  },
  {
    id: "plexe",
    title: "Plexe",
    description:
      "Plexe's partner API. Names in paths and fields may be in any case, and each field may come in the query or in the body. A partner's own key need not name the partner; the lender's key does, as `partnerId` or `customerId`.",
    calls: plexeCalls,
    signIn: ["apiKey"],
    rejections: errorShapes.plexe,
    reject: plexeError,
    paths: /^\/api\/webhook(\/|$)/i,
  },
  {
    id: "fineract",
    title: "Embarc and Apache Fineract",
    description:
      "The hooks of Embarc and Apache Fineract, each call at `/api/v1`, at `/` and at `/fineract-provider/api/v1`. `Authorization: Basic` takes any user name and an API key as the password. A hook is a webhook of the dialect fineract.",
    calls: fineractCalls,
    signIn: ["basic", "apiKey"],
    rejections: errorShapes.fineract,
    reject: (problem, requestId) => toFineractError(problem).toResponse(requestId),
    paths: /^(\/fineract-provider(?=\/api\/))?(\/api\/v1)?\/(hooks|authentication)(\/|$)/,
    bases: fineractBases,
  },
  {
    id: "loanpro",
    title: "LoanPro",
    description: "LoanPro's retry call. A client's bearer token is an API key here.",
    calls: loanproCalls,
    signIn: ["apiKey"],
    rejections: errorShapes.loanpro,
    reject: loanproError,
    paths: /^\/api\/public(\/|$)/,
  },
];

/** Whose a path is; undefined: the portal's. */
export function adapterOf(path: string): Adapter | undefined {
  return adapters.findLast(({ paths }) => paths.test(path));
}

const nativeTags: Record<string, string> = {
  events: "Events",
  "event-types": "Catalogue",
  dialects: "Webhooks",
  webhooks: "Webhooks",
  deliveries: "Deliveries",
  attempts: "Deliveries",
  partners: "Partners",
};

export interface DocumentedCall {
  operationId: string;
  tag: string;
  adapter: Adapter;
  call: PublicCall;
  /** Null: anybody may make it. */
  permission: Call["permission"] | null;
  /** How a caller says who it is, in a header: any one of these; none: not in a header, or not at all. */
  signIn: Adapter["signIn"];
  /** The same call's other paths. */
  otherPaths: string[];
}

/** Every call of every adapter, as it is documented. */
export function allCalls(): DocumentedCall[] {
  return adapters.flatMap((adapter) =>
    Object.entries(adapter.calls).map(([name, call]) => ({
      operationId: adapter.id === "native" ? name : `${adapter.id}-${name}`,
      tag: adapter.id === "native" ? nativeTag(call.path) : adapter.title,
      adapter,
      call,
      permission: "permission" in call ? call.permission : null,
      signIn: "permission" in call && !call.keyIn ? adapter.signIn : [],
      otherPaths: otherPaths(adapter, call),
    })),
  );
}

function otherPaths({ bases: [base, ...others] = [] }: Adapter, { path }: PublicCall): string[] {
  return base === undefined ? [] : others.map((other) => `${other}${path.slice(base.length)}`);
}

/** /api/v1/<part>/... */
function nativeTag(path: string): string {
  return nativeTags[path.split("/")[3] ?? ""] ?? "Operations";
}
