import { z } from "zod";
import type { AddVersionResult } from "../../catalogue/add-version";
import type { CreateEventTypeResult } from "../../catalogue/create-event-type";
import {
  createEventTypeSchema,
  eventTypeListSchema,
  eventTypeWithVersionsSchema,
  maxEventTypeBytes,
  newVersionSchema,
  updateEventTypeSchema,
} from "../../catalogue/schema";
import type { UpdateEventTypeResult } from "../../catalogue/update-event-type";
import type { Call } from "../endpoint/call";
import { type ErrorsByCode, listErrors, type RejectionCode } from "./documented-errors";

const exampleContent = {
  schema: { type: "object", properties: { stars: { type: "integer" } }, required: ["stars"] },
  sample: { entityId: "L-102", data: { stars: 5 } },
};

const contentErrors = {
  schema_invalid: {
    status: 400,
    when: "The schema is invalid or uses unsupported JSON Schema features.",
  },
  sample_invalid: { status: 400, when: "The sample does not match the schema." },
};
export const createEventTypeErrors: ErrorsByCode<RejectionCode<CreateEventTypeResult>> = {
  ...contentErrors,
  name_taken: { status: 409, when: "An event type with this name already exists." },
};
export const updateEventTypeErrors: ErrorsByCode<RejectionCode<UpdateEventTypeResult>> = {
  built_in: {
    status: 409,
    when: "The event type is built in. Only its validation can be changed; Hookledger's own event types cannot be changed at all.",
  },
};
export const addVersionErrors: ErrorsByCode<RejectionCode<AddVersionResult>> = {
  ...contentErrors,
  ...updateEventTypeErrors,
};

const personalFieldsNote =
  'Mark personal fields in the schema with `"x-pii": true`. Users and API keys that cannot read customer data see these fields masked, and those that the schema does not describe.';

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
    description: personalFieldsNote,
    permission: "event-types:write",
    body: createEventTypeSchema,
    exactNumbers: true,
    example: { name: "survey.answered", title: "Survey answered", entityType: "Loan", ...exampleContent },
    errors: listErrors(createEventTypeErrors),
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
    errors: listErrors(updateEventTypeErrors),
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
    errors: listErrors(addVersionErrors),
    maxBytes: maxEventTypeBytes,
    response: {
      status: 201,
      body: eventTypeWithVersionsSchema,
      description:
        "Added as the current version. Webhooks that are pinned to another version stay on that version.",
    },
  },
} satisfies Record<string, Call>;
