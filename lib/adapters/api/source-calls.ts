import { z } from "zod";
import {
  createSourceSchema,
  messageDetailsSchema,
  messageListQuerySchema,
  messageListSchema,
  messageSchema,
  rotateSourceSchema,
  sourceListQuerySchema,
  sourceListSchema,
  sourceSchema,
  takeMessageSchema,
  updateSourceSchema,
} from "../../sources/schema";
import type { Call } from "../endpoint/call";
import { wholeBodyNote, withheldNote } from "./customer-data-notes";
import { listErrors } from "./documented-errors";
import {
  createSourceErrors,
  rotateSourceErrors,
  takeMessageErrors,
  updateSourceErrors,
} from "./source-errors";

const createDescription = `A source has a URL, \`/in/{token}\`, which takes the webhooks of another system and makes events of them. Each message is verified with \`key\`, as \`system\` signs by default, or as \`verification\` says. \`mapping\` says where a message has the parts of the event; parts that are left out are where \`system\` has them. For the system \`generic\`, these are the fields of this API's own events.

A message is answered with 200 as soon as it is on disk, and becomes an event within moments. A message that does not verify is refused and listed as \`unverified\`; one that cannot become an event is listed as \`unmapped\`, with the reason.`;

const takeDescription =
  "The message waits to be mapped again, as the mapping of the source is now; `type` and `entityId` replace the mapped ones. Only messages that are unmapped or unverified can be taken. A message that did not verify needs a `reason`, and its event is marked as not verified. Audited.";

/** The native API's calls for sources, which make events of other systems' webhooks. */
export const sourceCalls = {
  listSources: {
    method: "GET",
    path: "/api/v1/sources",
    summary: "List sources",
    permission: "sources:read",
    query: sourceListQuerySchema,
    response: {
      status: 200,
      body: sourceListSchema,
      description: "One page of sources, newest first; send `nextCursor` as `cursor` to get the next page.",
    },
  },
  createSource: {
    method: "POST",
    path: "/api/v1/sources",
    summary: "Create a source",
    description: createDescription,
    permission: "sources:write",
    body: createSourceSchema,
    example: { name: "Pricing", system: "precisionlender", key: "the key of its webhook configuration" },
    errors: listErrors(createSourceErrors),
    response: {
      status: 201,
      body: sourceSchema,
      description: "Created. `url` is shown only once: give it to the system as its webhook URL.",
    },
  },
  getSource: {
    method: "GET",
    path: "/api/v1/sources/{sourceId}",
    summary: "Get a source",
    permission: "sources:read",
    response: {
      status: 200,
      body: sourceSchema,
      description:
        "The source, without its key and its URL. At most 10,000 waiting and 1,000 unmapped messages are counted; `unverified` is the number of listed ones, at most 100, and `unverifiedTotal` that of all that were refused.",
    },
  },
  updateSource: {
    method: "PATCH",
    path: "/api/v1/sources/{sourceId}",
    summary: "Update a source",
    description:
      "A field that is sent replaces the whole setting. The change counts for the next message, and for those that wait to be mapped. Another kind of `verification` ends the overlap of a previous key.",
    permission: "sources:write",
    body: updateSourceSchema,
    example: { networks: ["203.0.113.0/24"] },
    errors: listErrors(updateSourceErrors),
    response: { status: 200, body: sourceSchema, description: "Updated." },
  },
  deleteSource: {
    method: "DELETE",
    path: "/api/v1/sources/{sourceId}",
    summary: "Delete a source",
    permission: "sources:write",
    response: {
      status: 204,
      description:
        "Deleted. Its URL stops working. Messages that wait still become events, and all events are kept.",
    },
  },
  rotateSource: {
    method: "POST",
    path: "/api/v1/sources/{sourceId}/rotate",
    summary: "Rotate a source's key or URL",
    description:
      "Rotating the key stores the one that the system has now; rotating the URL makes a new one. The previous key or URL stays valid for `overlapHours`; an earlier overlap ends.\n\nThe first key of a source of `loanpro` or `fineract` without verification also changes `verification` to the way in which that system uses a key. If another source has the verification `none`, the key is stored but not used until `verification` is changed: see `verification` in the response.",
    permission: "sources:write",
    body: rotateSourceSchema,
    example: { what: "key", key: "the new key of the system", overlapHours: 24 },
    errors: listErrors(rotateSourceErrors),
    response: {
      status: 200,
      body: sourceSchema,
      description: "Rotated. After a rotation of the URL, `url` is shown only once.",
    },
  },
  listSourceMessages: {
    method: "GET",
    path: "/api/v1/sources/{sourceId}/messages",
    summary: "List the messages of a source",
    description: withheldNote,
    permission: "sources:read",
    query: messageListQuerySchema,
    response: {
      status: 200,
      body: messageListSchema,
      description:
        "One page of messages, newest first; send `nextCursor` as `cursor` to get the next page. With the state `mapped` or `duplicate`, a page can be short even if more results follow.",
    },
  },
  getSourceMessage: {
    method: "GET",
    path: "/api/v1/sources/{sourceId}/messages/{messageId}",
    summary: "Get a message of a source",
    description: withheldNote,
    permission: "sources:read",
    response: {
      status: 200,
      body: messageDetailsSchema,
      description: "The message with its headers, without credentials, cookies and the token.",
    },
  },
  sourceMessageBody: {
    method: "GET",
    path: "/api/v1/sources/{sourceId}/messages/{messageId}/body",
    summary: "Download the body of a message",
    description: wholeBodyNote,
    permission: "sources:read",
    response: {
      status: 200,
      contentType: "*/*",
      description:
        "The bytes as they came, as an attachment; of a message that did not verify, at most the first 16 KiB. A body with a one-time code requires `sources:write`, and its download is audited.",
    },
  },
  takeSourceMessage: {
    method: "POST",
    path: "/api/v1/sources/{sourceId}/messages/{messageId}/take",
    summary: "Take a message that was unmapped or not verified",
    description: takeDescription,
    permission: "sources:write",
    body: takeMessageSchema,
    emptyBody: true,
    example: { reason: "The key was changed in the system first", entityId: "L-102" },
    errors: listErrors(takeMessageErrors),
    response: { status: 202, body: messageSchema, description: "Taken. The message waits to be mapped." },
  },
  takeUnmappedMessages: {
    method: "POST",
    path: "/api/v1/sources/{sourceId}/take-unmapped",
    summary: "Take all unmapped messages of a source again",
    description:
      "All messages that could not be mapped wait to be mapped again, as the mapping of the source is now. A type, an entity ID and a reason that were once given for a message stay. Audited.",
    permission: "sources:write",
    response: {
      status: 202,
      body: z.object({ taken: z.number() }),
      description: "Taken. `taken` is the number of messages that wait now.",
    },
  },
} satisfies Record<string, Call>;
