/** A search result. Each kind of result opens a different page. */
export type Match = (
  | { kind: "delivery"; traceId: string; title: string; entityType: string; entityId: string }
  | { kind: "attempt"; attemptId: string; traceId: string; title: string; number: number | null }
  | { kind: "event"; eventId: string; title: string; entityType: string; entityId: string }
  | { kind: "entity"; entityType: string; entityId: string }
  | { kind: "webhook"; webhookId: string; name: string }
  | { kind: "eventType"; name: string; title: string }
  | { kind: "partner"; partnerId: string; name: string }
) & {
  /**
   * Whether the text is the whole ID or name, so that the result can be opened without being chosen. The case counts for the IDs of
   * entities only, because those that differ in case are different entities.
   */
  whole: boolean;
};

/** What a search by the end of an ID covers. */
export interface TailSearch {
  /** The time (ISO 8601) since which all trace IDs and attempt IDs were searched. */
  since: string;
  /** Whether that is the last seven days, and all open deliveries were searched. */
  complete: boolean;
}
