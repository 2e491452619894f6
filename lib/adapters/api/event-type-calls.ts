import { z } from "zod";
import {
  createEventTypeSchema,
  eventTypeListSchema,
  eventTypeWithVersionsSchema,
  maxEventTypeBytes,
  newVersionSchema,
  updateEventTypeSchema,
} from "../../catalogue/schema";
import type { Call, Rejection } from "../endpoint/call";

const content = {
  schema: { type: "object", properties: { stars: { type: "integer" } }, required: ["stars"] },
  sample: { entityId: "L-102", data: { stars: 5 } },
};

const wrongContent: Rejection[] = [
  { status: 400, code: "schema_invalid", when: "The schema is no JSON Schema that can be used here." },
  { status: 400, code: "sample_invalid", when: "The sample does not fit the schema." },
];
const builtIn: Rejection = {
  status: 409,
  code: "built_in",
  when: "Of a built-in event type only the validation can be changed.",
};

/** The native API's calls on the catalogue. */
export const eventTypeCalls = {
  listEventTypes: {
    method: "GET",
    path: "/api/v1/event-types",
    summary: "The catalogue of event types",
    permission: "event-types:read",
    answer: { status: 200, body: eventTypeListSchema, description: "Every event type, by name." },
  },
  createEventType: {
    method: "POST",
    path: "/api/v1/event-types",
    summary: "Add an event type of your own to the catalogue",
    permission: "event-types:write",
    body: createEventTypeSchema,
    exactNumbers: true,
    example: { name: "survey.answered", title: "Survey answered", entityType: "Loan", ...content },
    rejections: [...wrongContent, { status: 409, code: "name_taken", when: "There is one of this name." }],
    maxBytes: maxEventTypeBytes,
    answer: { status: 201, body: eventTypeWithVersionsSchema, description: "Created, as version 1." },
  },
  getEventType: {
    method: "GET",
    path: "/api/v1/event-types/{name}",
    params: { name: z.string() },
    summary: "One event type with its versions",
    permission: "event-types:read",
    answer: { status: 200, body: eventTypeWithVersionsSchema, description: "The current version first." },
  },
  updateEventType: {
    method: "PATCH",
    path: "/api/v1/event-types/{name}",
    params: { name: z.string() },
    summary: "Change an event type: its words, whether it is deprecated, how events are validated",
    permission: "event-types:write",
    body: updateEventTypeSchema,
    example: { validation: "warn" },
    rejections: [builtIn],
    answer: { status: 200, body: eventTypeWithVersionsSchema, description: "Changed." },
  },
  addEventTypeVersion: {
    method: "POST",
    path: "/api/v1/event-types/{name}/versions",
    params: { name: z.string() },
    summary: "Make a new version of an own event type the current one",
    permission: "event-types:write",
    body: newVersionSchema,
    exactNumbers: true,
    example: content,
    rejections: [...wrongContent, builtIn],
    maxBytes: maxEventTypeBytes,
    answer: {
      status: 201,
      body: eventTypeWithVersionsSchema,
      description: "Webhooks stay with the version that they chose.",
    },
  },
} satisfies Record<string, Call>;
