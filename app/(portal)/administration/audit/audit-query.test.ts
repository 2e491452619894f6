import { expect, test } from "vitest";
import {
  auditQueryNeedsNormalizing,
  buildAuditHref,
  hasAuditFilters,
  parseAuditQuery,
  readAuditQuery,
} from "./audit-query";

test("readAuditQuery reads the first value of each known parameter, and buildAuditHref writes these values to the URL", () => {
  const params = {
    who: " ada ",
    action: ["user.created", "x"],
    targetId: "",
    from: "2026-03-02T09:00",
    x: "y",
  };
  const query = readAuditQuery(params);
  expect(query).toEqual({ who: "ada", action: "user.created", from: "2026-03-02T09:00:00.000Z" });
  expect(auditQueryNeedsNormalizing(params)).toBe(true);
  expect(auditQueryNeedsNormalizing(query)).toBe(false);
  expect(hasAuditFilters(query)).toBe(true);
  expect(hasAuditFilters({ cursor: "x" })).toBe(false);
  expect(buildAuditHref(query)).toBe(
    "/administration/audit?who=ada&action=user.created&from=2026-03-02T09%3A00%3A00.000Z",
  );
});

test("parseAuditQuery returns an error for each invalid parameter, and a page query for valid parameters", () => {
  const parsed = parseAuditQuery({ from: "yesterday", cursor: "1" });
  expect(Object.keys(parsed.ok ? {} : parsed.errors).sort()).toEqual(["cursor", "from"]);
  expect(parseAuditQuery({ who: "ada" })).toMatchObject({ ok: true, page: { who: "ada", limit: 50 } });
});
