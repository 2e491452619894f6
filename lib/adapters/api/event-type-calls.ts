import { z } from "zod";
import {
  createEventTypeSchema,
  eventTypeListSchema,
  eventTypeWithVersionsSchema,
  maxEventTypeBytes,
  newVersionSchema,
  updateEventTypeSchema,
} from "../../catalogue/schema";
import type { Call, DocumentedError } from "../endpoint/call";

const exampleContent = {
  schema: { type: "object", properties: { stars: { type: "integer" } }, required: ["stars"] },
  sample: { entityId: "L-102", data: { stars: 5 } },
};

const contentErrors: DocumentedError[] = [
  {
    status: 400,
    code: "schema_invalid",
    when: "The schema is invalid or uses unsupported JSON Schema features.",
  },
  { status: 400, code: "sample_invalid", when: "The sample does not match the schema." },
];
const builtInEventType: DocumentedError = {
  status: 409,
  code: "built_in",
  when: "The event type is built in: only its validation can be changed.",
};

/** The native API's calls for the catalog. */
export const eventTypeCalls = {
  listEventTypes: {
    method: "GET",
    path: "/api/v1/event-types",
    summary: "List the event types in the catalog",
    permission: "event-types:read",
    response: { status: 200, body: eventTypeListSchema, description: "All event types, sorted by name." },
  },
  createEventType: {
    method: "POST",
    path: "/api/v1/event-types",
    summary: "Create an event type",
    permission: "event-types:write",
    body: createEventTypeSchema,
    exactNumbers: true,
    example: { name: "survey.answered", title: "Survey answered", entityType: "Loan", ...exampleContent },
    errors: [
      ...contentErrors,
      { status: 409, code: "name_taken", when: "An event type with this name already exists." },
    ],
    maxBytes: maxEventTypeBytes,
    response: { status: 201, body: eventTypeWithVersionsSchema, description: "Created, with version 1." },
  },
  getEventType: {
    method: "GET",
    path: "/api/v1/event-types/{name}",
    params: { name: z.string() },
    summary: "Get an event type with its versions",
    permission: "event-types:read",
    response: {
      status: 200,
      body: eventTypeWithVersionsSchema,
      description: "The current version comes first.",
    },
  },
  updateEventType: {
    method: "PATCH",
    path: "/api/v1/event-types/{name}",
    params: { name: z.string() },
    summary: "Update an event type's title, description, deprecation or validation",
    permission: "event-types:write",
    body: updateEventTypeSchema,
    example: { validation: "warn" },
    errors: [builtInEventType],
    response: { status: 200, body: eventTypeWithVersionsSchema, description: "Updated." },
  },
  addEventTypeVersion: {
    method: "POST",
    path: "/api/v1/event-types/{name}/versions",
    params: { name: z.string() },
    summary: "Add a version to a custom event type",
    permission: "event-types:write",
    body: newVersionSchema,
    exactNumbers: true,
    example: exampleContent,
    errors: [...contentErrors, builtInEventType],
    maxBytes: maxEventTypeBytes,
    response: {
      status: 201,
      body: eventTypeWithVersionsSchema,
      description:
        "Added as the current version. Webhooks that are pinned to another version stay on that version.",
    },
  },
} satisfies Record<string, Call>;
