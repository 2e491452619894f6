/** The request's path and query, which a page is not told: set by proxy.ts at the root, read by pageScope. */
export const pathHeader = "x-hookledger-path";
