const maxCounted = 1_000;

/** "12"; "1,000 or more", because no more than 1,000 unmapped messages are counted. */
export function formatUnmappedCount(count: number): string {
  return count < maxCounted ? count.toLocaleString("en") : `${maxCounted.toLocaleString("en")} or more`;
}

/** "1 message", "1,234 messages". */
export function formatMessageCount(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "message" : "messages"}`;
}

/** "2 messages are waiting to become events." */
export function summarizeWaiting(waiting: number): string {
  if (waiting === 0) return "No message is waiting.";
  return `${formatMessageCount(waiting)} ${waiting === 1 ? "is waiting to become an event." : "are waiting to become events."}`;
}
