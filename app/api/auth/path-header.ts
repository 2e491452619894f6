/** The request's path and query, which Next does not pass to pages: set by proxy.ts, read by pageScope. */
export const pathHeader = "x-hookledger-path";
