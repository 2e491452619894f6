import { z } from "zod";
import type { Call, Rejection } from "../endpoint/call";
import {
  createHookSchema,
  hookChangesSchema,
  hookQuerySchema,
  hookResultSchema,
  hookSchema,
  hookTemplateSchema,
  signedInSchema,
  signInSchema,
  updateHookSchema,
} from "./schema";

/** The three addresses under which each call is answered (next.config.js): Embarc's two and Fineract's own. */
export const fineractBases = ["/api/v1", "", "/fineract-provider/api/v1"] as const;

const params = { hookId: z.int().min(1).max(2_147_483_647) };
const otherTemplate: Rejection = {
  status: 404,
  code: "error.msg.resource.not.found",
  when: "There is no such template: hooks are `Web` here, whatever they are called, and none of Fineract's message gateways.",
};

/**
 * The calls of Fineract's and Embarc's hooks. They take `Authorization: Basic` with an API key as the password, any
 * user name, or the key as a bearer. A test holds them against the route files.
 */
export const fineractCalls = {
  signInToFineract: {
    method: "POST",
    path: "/api/v1/authentication",
    summary: "Fineract: sign in with any user name and an API key as the password",
    permission: "webhooks:read",
    keyIn: "body",
    query: signInSchema,
    body: signInSchema,
    emptyBody: true,
    example: { username: "mifos", password: "hl_..." },
    answer: { status: 200, body: signedInSchema, description: "What the Mifos web app needs to go on." },
  },
  getHookTemplate: {
    method: "GET",
    path: "/api/v1/hooks/template",
    summary: "Fineract: what a hook needs, and the events there are",
    permission: "webhooks:read",
    query: hookQuerySchema,
    answer: { status: 200, body: hookTemplateSchema, description: "Groupings are made from the catalogue." },
  },
  listHooks: {
    method: "GET",
    path: "/api/v1/hooks",
    summary: "Fineract: all hooks (webhooks of the dialect fineract)",
    permission: "webhooks:read",
    query: hookQuerySchema,
    answer: { status: 200, body: hookSchema.array(), description: "By name." },
  },
  createHook: {
    method: "POST",
    path: "/api/v1/hooks",
    summary: "Fineract: create a hook",
    permission: "webhooks:write",
    query: hookQuerySchema,
    body: createHookSchema,
    example: {
      name: "Web",
      isActive: true,
      events: [{ entityName: "CLIENT", actionName: "CREATE" }],
      config: { "Payload URL": "https://receiver.example.com/hook", "Content Type": "json" },
    },
    rejections: [otherTemplate],
    answer: {
      status: 200,
      body: hookResultSchema,
      description: "Created; its receiver gets a GET as a ping.",
    },
  },
  getHook: {
    method: "GET",
    path: "/api/v1/hooks/{hookId}",
    params,
    summary: "Fineract: one hook",
    permission: "webhooks:read",
    query: hookQuerySchema,
    answer: { status: 200, body: hookSchema, description: "With `template=true`, also what it could be." },
  },
  updateHook: {
    method: "PUT",
    path: "/api/v1/hooks/{hookId}",
    params,
    summary: "Fineract: change a hook",
    permission: "webhooks:write",
    query: hookQuerySchema,
    body: updateHookSchema,
    example: { isActive: false },
    rejections: [otherTemplate],
    answer: {
      status: 200,
      body: hookChangesSchema,
      description:
        "What was changed. Where scheme, host or port of the Payload URL changed, header values and receiver authentication that were not sent again are removed; `changes.warnings` names each of them.",
    },
  },
  deleteHook: {
    method: "DELETE",
    path: "/api/v1/hooks/{hookId}",
    params,
    summary: "Fineract: delete a hook; its history stays",
    permission: "webhooks:write",
    query: hookQuerySchema,
    answer: { status: 200, body: hookResultSchema, description: "Deleted." },
  },
} satisfies Record<string, Call>;
