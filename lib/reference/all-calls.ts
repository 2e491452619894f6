import type { Call, OpenCall } from "../api/call";
import { calls } from "../api/calls";
import { openCalls } from "../api/open-calls";
import { fineractCalls } from "../fineract/calls";
import { loanproCalls } from "../loanpro/calls";
import { plexeCalls } from "../plexe/calls";

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
  /** Its refusals are problems (RFC 9457); otherwise they have its own shape, which `description` tells. */
  problems: boolean;
}

/** Every door. The routes under app/api are held against this list by a test. */
export const doors: Door[] = [
  {
    id: "native",
    title: "Hookledger",
    description: "The native API.",
    calls: { ...calls, ...openCalls },
    signIn: ["apiKey"],
    problems: true,
  },
  {
    id: "plexe",
    title: "Plexe",
    description: "Plexe's partner API; see docs/compatibility.md.",
    calls: plexeCalls,
    signIn: ["apiKey"],
    problems: false,
  },
  {
    id: "fineract",
    title: "Embarc and Apache Fineract",
    description: "Hooks, at /hooks and /fineract-provider/api/v1/hooks too; see docs/compatibility.md.",
    calls: fineractCalls,
    signIn: ["basic", "apiKey"],
    problems: false,
  },
  {
    id: "loanpro",
    title: "LoanPro",
    description: "LoanPro's retry call; see docs/compatibility.md.",
    calls: loanproCalls,
    signIn: ["apiKey"],
    problems: false,
  },
];

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
    })),
  );
}

/** /api/v1/<part>/... */
function nativeTag(path: string): string {
  return nativeTags[path.split("/")[3] ?? ""] ?? "Operations";
}
