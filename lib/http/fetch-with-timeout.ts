/**
 * Creates a `fetch` that rejects when the headers and body of a response together take longer than `timeoutMs`. Without a limit,
 * a server that accepts connections and never responds would keep its callers waiting for five minutes. Not for receivers,
 * whose addresses must be checked: see send.ts.
 */
export function createFetchWithTimeout(timeoutMs: number): typeof fetch {
  return (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    return fetch(input, { ...init, signal });
  };
}
