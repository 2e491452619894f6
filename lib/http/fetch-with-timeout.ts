/**
 * A `fetch` that rejects when a response takes longer, headers and body, than `timeoutMs`. Without a limit, a server that accepts
 * connections and never answers keeps its callers waiting for five minutes. Not for receivers, whose addresses must be checked:
 * see send.ts.
 */
export function createFetchWithTimeout(timeoutMs: number): typeof fetch {
  return (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    return fetch(input, { ...init, signal });
  };
}
