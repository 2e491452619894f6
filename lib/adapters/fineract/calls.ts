import { z } from "zod";
import type { Call, DocumentedError } from "../endpoint/call";
import {
  authenticatedUserSchema,
  createHookSchema,
  credentialsSchema,
  hookChangesSchema,
  hookQuerySchema,
  hookResultSchema,
  hookSchema,
  hookTemplateResponseSchema,
  updateHookSchema,
} from "./schema";

/** The base paths under which each call is available (next.config.js): Embarc's two and Fineract's own. */
export const fineractBasePaths = ["/api/v1", "", "/fineract-provider/api/v1"] as const;

const hookIdParams = { hookId: z.int().min(1).max(2_147_483_647) };
const unsupportedTemplate: DocumentedError = {
  status: 404,
  code: "error.msg.resource.not.found",
  when: "`name` is the name of one of Fineract's other hook templates (`SMS Bridge`, `Elastic Search` or `Message Gateway`), which are not supported. With any other `name`, the hook uses the template `Web`, and responses have that name.",
};

/** The calls of the hooks API that Fineract and Embarc share. A test compares them with the route files. */
export const fineractCalls = {
  signInToFineract: {
    method: "POST",
    path: "/api/v1/authentication",
    summary: "Authenticate with any user name and an API key as the password",
    permission: "webhooks:read",
    keyIn: "body",
    query: credentialsSchema,
    body: credentialsSchema,
    emptyBody: true,
    example: { username: "mifos", password: "hl_..." },
    response: {
      status: 200,
      body: authenticatedUserSchema,
      description: "The authenticated user, as the Mifos web app expects it.",
    },
  },
  getHookTemplate: {
    method: "GET",
    path: "/api/v1/hooks/template",
    summary: "Get the hook template and the available events",
    permission: "webhooks:read",
    query: hookQuerySchema,
    response: {
      status: 200,
      body: hookTemplateResponseSchema,
      description:
        "The template, and all Fineract event types and custom event types that are not deprecated, grouped as in Fineract. A hook can also subscribe to other systems' event types.",
    },
  },
  listHooks: {
    method: "GET",
    path: "/api/v1/hooks",
    summary: "List hooks",
    permission: "webhooks:read",
    query: hookQuerySchema,
    response: {
      status: 200,
      body: hookSchema.array(),
      description: "All webhooks that use the `fineract` dialect, sorted by name.",
    },
  },
  createHook: {
    method: "POST",
    path: "/api/v1/hooks",
    summary: "Create a hook",
    permission: "webhooks:write",
    query: hookQuerySchema,
    body: createHookSchema,
    example: {
      name: "Web",
      isActive: true,
      events: [{ entityName: "CLIENT", actionName: "CREATE" }],
      config: { "Payload URL": "https://receiver.example.com/hook", "Content Type": "json" },
    },
    errors: [unsupportedTemplate],
    response: {
      status: 200,
      body: hookResultSchema,
      description: "Created. The receiver is pinged with a GET request.",
    },
  },
  getHook: {
    method: "GET",
    path: "/api/v1/hooks/{hookId}",
    params: hookIdParams,
    summary: "Get a hook",
    permission: "webhooks:read",
    query: hookQuerySchema,
    response: {
      status: 200,
      body: hookSchema,
      description: "The hook; with `template=true`, also its template and the available events.",
    },
  },
  updateHook: {
    method: "PUT",
    path: "/api/v1/hooks/{hookId}",
    params: hookIdParams,
    summary: "Update a hook",
    permission: "webhooks:write",
    query: hookQuerySchema,
    body: updateHookSchema,
    example: { isActive: false },
    response: {
      status: 200,
      body: hookChangesSchema,
      description:
        "The changed fields; `events` and `config` as they were sent, with `********` in place of each secret. The name of a template changes nothing. If the scheme, host or port of the Payload URL changed, header values and receiver authentication that were not sent again are removed; `changes.warnings` lists what was removed.",
    },
  },
  deleteHook: {
    method: "DELETE",
    path: "/api/v1/hooks/{hookId}",
    params: hookIdParams,
    summary: "Delete a hook",
    permission: "webhooks:write",
    query: hookQuerySchema,
    response: { status: 200, body: hookResultSchema, description: "Deleted. The hook's history is kept." },
  },
} satisfies Record<string, Call>;
