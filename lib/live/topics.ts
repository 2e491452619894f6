/**
 * What pages can follow. A topic has changed when rows of these kinds have: "deliveries" includes attempts. "sessions" are those that have
 * ended, and "permissions" what roles and users are permitted to do.
 */
export const topics = [
  "deliveries",
  "events",
  "webhooks",
  "jobs",
  "incidents",
  "sources",
  "receiver",
  "sessions",
  "permissions",
] as const;
export type Topic = (typeof topics)[number];

/** The NOTIFY channel of changes. A payload is a list of topics, separated by commas; some tables have triggers that notify it too. */
export const changesChannel = "hookledger_changes";

/** Parses a notification; an unknown payload means that anything may have changed. */
export function parseTopics(payload: string | undefined): readonly Topic[] {
  const names = (payload ?? "").split(",");
  const known = topics.filter((topic) => names.includes(topic));
  return known.length === names.length ? known : topics;
}
