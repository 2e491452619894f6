import {
  type ListQuery,
  needsNormalizing,
  readListQuery,
  type SearchParams,
  toListErrors,
} from "@/components/cursor-list/list-query";
import { type MessageListQuery, messageListQuerySchema } from "@/lib/sources/schema";

const parameterNames = ["state", "cursor"] as const;

/** The part of a message list's state that is in its URL. */
export type MessageQuery = ListQuery<(typeof parameterNames)[number]>;

export function readMessageQuery(params: SearchParams): MessageQuery {
  return readListQuery(parameterNames, params);
}

export function messageQueryNeedsNormalizing(params: SearchParams): boolean {
  return needsNormalizing(parameterNames, params);
}

export type ParsedMessageQuery = { ok: true; page: MessageListQuery } | { ok: false; errors: MessageQuery };

export function parseMessageQuery(query: MessageQuery): ParsedMessageQuery {
  const result = messageListQuerySchema.safeParse(query);
  if (result.success) return { ok: true, page: result.data };
  return { ok: false, errors: toListErrors(result.error.issues, messageByFilter) };
}

const messageByFilter: MessageQuery = { state: "The state is invalid. Select one from the list." };
