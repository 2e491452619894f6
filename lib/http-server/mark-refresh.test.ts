import { expect, test } from "vitest";
import { markRefresh, refreshHeader } from "./mark-refresh";

const mark = (headers: Record<string, string>) => {
  markRefresh(headers);
  return headers[refreshHeader];
};
const toHeader = (tree: unknown) => ({ "next-router-state-tree": encodeURIComponent(JSON.stringify(tree)) });

test("only a request for the root of the page is a refresh", () => {
  expect(mark(toHeader(["", { children: ["events", {}] }, null, "refetch"]))).toBe("1");
  expect(mark(toHeader(["", { children: ["events", {}, null, "refetch"] }]))).toBeUndefined();
  expect(mark({})).toBeUndefined();
  expect(mark({ "next-router-state-tree": "%" })).toBeUndefined();
});

test("a client cannot mark its own request", () => {
  expect(mark({ [refreshHeader]: "1" })).toBeUndefined();
});
