import type { IncomingHttpHeaders } from "node:http";

/** Marks a request that only renders an open page again. A client that sends it itself only shortens its own session. */
export const refreshHeader = "x-hookledger-refresh";

/**
 * Marks the request of Next's `router.refresh()`, which no user makes directly: open pages follow the ledger by it, and actions are requests of
 * their own. Next removes its headers before a page or proxy.ts can read them: with "Next-Router-State-Tree", the browser sends the segments
 * of the page, and marks the topmost one that it needs; only in a refresh is that the root.
 */
export function markRefresh(headers: IncomingHttpHeaders): void {
  delete headers[refreshHeader];
  const tree = headers["next-router-state-tree"];
  if (typeof tree === "string" && isRefresh(tree)) headers[refreshHeader] = "1";
}

function isRefresh(tree: string): boolean {
  try {
    const root: unknown = JSON.parse(decodeURIComponent(tree));
    return Array.isArray(root) && root[3] === "refetch";
  } catch {
    return false;
  }
}
