import { z } from "zod";
import type { PublicCall } from "../endpoint/call";

const params = { token: z.string().describe("The token of the source, from its URL.") };
const unknownSource = {
  status: 404,
  code: "not_found",
  when: "No source has this token, or it was rotated or deleted.",
};
const errors = [
  {
    status: 401,
    code: "unverified",
    when: "The signature, the key or the address is wrong. The message is listed for the source.",
  },
  unknownSource,
  { status: 413, code: "too_large", when: "The body exceeds 1 MiB." },
  { status: 503, code: "secret_unreadable", when: "The key of the source cannot be decrypted." },
];
const stored = {
  status: 200,
  body: z.object({ id: z.uuid().describe("The ID of the message.") }),
  description: "The message is on disk. It becomes an event a moment later.",
};
const description =
  "Takes what the system of the source sends: any body, with the system's own signature. Not refused for its content or for a backlog.";

/** The calls at the URL of a source, which other systems make. */
export const inCalls = {
  receive: {
    method: "POST",
    path: "/in/{token}",
    summary: "Send a message to a source",
    description,
    params,
    errors,
    response: stored,
  },
  receivePut: {
    method: "PUT",
    path: "/in/{token}",
    summary: "Send a message to a source with PUT",
    description,
    params,
    errors,
    response: stored,
  },
  ping: {
    method: "GET",
    path: "/in/{token}",
    summary: "Check the URL of a source",
    description: "Fineract makes this call when a hook is created. Nothing is stored.",
    params,
    errors: [
      unknownSource,
      {
        status: 405,
        code: "method_not_allowed",
        when: "The URL has a query: a message has to be sent with POST or PUT.",
      },
    ],
    response: {
      status: 200,
      body: z.object({ ok: z.literal(true) }),
      description: "The URL belongs to a source.",
    },
  },
} satisfies Record<string, PublicCall>;
