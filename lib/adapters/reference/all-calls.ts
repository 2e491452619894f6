import type { Call, OpenCall } from "../api/call";
import { calls } from "../api/calls";
import { openCalls } from "../api/open-calls";
import { type Problem, problemResponse } from "../api/problem";
import { asFineractError } from "../fineract/as-fineract-error";
import { fineractBases, fineractCalls } from "../fineract/calls";
import { loanproCalls } from "../loanpro/calls";
import { loanproError } from "../loanpro/error-answer";
import { plexeCalls } from "../plexe/calls";
import { plexeError } from "../plexe/error-answer";
import { type ErrorShape, errorShapes } from "./error-shapes";

/** A set of calls in one system's words. All doors come down to the same use cases. */
export interface Door {
  /** Stands before the operation ids, but for the native API's. */
  id: string;
  /** Its tag in the documentation; the native API has one for each of its parts instead. */
  title: string;
  description: string;
  calls: Record<string, Call | OpenCall>;
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

/** Every door. The routes under app/api are held against this list by a test. */
export const doors: Door[] = [
  {
    id: "native",
    title: "Hookledger",
    description: "The native API.",
    calls: { ...calls, ...openCalls },
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
    reject: (problem, requestId) => asFineractError(problem, requestId).toResponse(requestId),
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
export function doorOf(path: string): Door | undefined {
  return doors.findLast(({ paths }) => paths.test(path));
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
  door: Door;
  call: OpenCall;
  /** Null: anybody may make it. */
  permission: Call["permission"] | null;
  /** How a caller says who it is, in a header: any one of these; none: not in a header, or not at all. */
  signIn: Door["signIn"];
  /** The same call's other paths. */
  otherPaths: string[];
}

/** Every call of every door, as it is documented. */
export function allCalls(): DocumentedCall[] {
  return doors.flatMap((door) =>
    Object.entries(door.calls).map(([name, call]) => ({
      operationId: door.id === "native" ? name : `${door.id}-${name}`,
      tag: door.id === "native" ? nativeTag(call.path) : door.title,
      door,
      call,
      permission: "permission" in call ? call.permission : null,
      signIn: "permission" in call && !call.keyIn ? door.signIn : [],
      otherPaths: otherPaths(door, call),
    })),
  );
}

function otherPaths({ bases: [base, ...others] = [] }: Door, { path }: OpenCall): string[] {
  return base === undefined ? [] : others.map((other) => `${other}${path.slice(base.length)}`);
}

/** /api/v1/<part>/... */
function nativeTag(path: string): string {
  return nativeTags[path.split("/")[3] ?? ""] ?? "Operations";
}
