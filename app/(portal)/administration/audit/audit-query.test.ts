import { expect, test } from "vitest";
import { auditHref, isNarrowed, isUntidyAudit, parseAuditQuery, readAuditQuery } from "./audit-query";

test("an address is read once, without what is empty or unknown", () => {
  const params = {
    who: " ada ",
    action: ["user.created", "x"],
    targetId: "",
    from: "2026-03-02T09:00",
    x: "y",
  };
  const query = readAuditQuery(params);
  expect(query).toEqual({ who: "ada", action: "user.created", from: "2026-03-02T09:00:00.000Z" });
  expect(isUntidyAudit(params)).toBe(true);
  expect(isUntidyAudit(query)).toBe(false);
  expect(isNarrowed(query)).toBe(true);
  expect(isNarrowed({ cursor: "x" })).toBe(false);
  expect(auditHref(query)).toBe(
    "/administration/audit?who=ada&action=user.created&from=2026-03-02T09%3A00%3A00.000Z",
  );
});

test("what cannot be asked for is told by its name", () => {
  expect(parseAuditQuery({ from: "yesterday", cursor: "1" })).toEqual({
    ok: false,
    problems: {
      from: "Give a date and a time.",
      cursor: "This cursor is invalid. Use one returned by the list.",
    },
  });
  expect(parseAuditQuery({ who: "ada" })).toMatchObject({ ok: true, page: { who: "ada", limit: 50 } });
});
