import { recordAudit } from "../../audit/record-audit";
import { currentTime } from "../../clock";
import { pool, prisma, snapshot } from "../../db";
import { buildExportHeaders } from "../../exports/formats";
import { newId } from "../../ids";
import { requirePermission, type Scope } from "../../scope/scope";
import { listDeliveries } from "../queries";
import type { DeliveryFilter } from "../schema";
import { csvHeaderRow, formatFilter, toCsvRows, toNdjsonLine } from "./export-rows";
import { loadProofs } from "./load-proofs";
import type { ExportQuery } from "./schema";

const pageSize = 200;

export type ExportDeliveriesResult =
  | { ok: true; headers: Record<string, string>; chunks: AsyncGenerator<string> }
  | { ok: false; rejected: "unknown_webhook" | "unknown_partner"; message: string; field: string };

/**
 * Exports the deliveries that match a filter and were accepted before the export began, newest first, with their attempts, as chunks of
 * text: only one page is in memory at a time. The audit entry is written first: if that fails, nothing is exported. A webhook or partner
 * that does not exist is an error, because an empty file would look like a proof that nothing was sent.
 */
export async function exportDeliveries(
  scope: Scope,
  { format, ...filter }: ExportQuery,
): Promise<ExportDeliveriesResult> {
  requirePermission(scope, "deliveries:read");
  const rejection = await checkWebhookAndPartner(scope, filter);
  if (rejection) return rejection;
  // Deliveries from this ID on are not exported, so the export ends however many are accepted meanwhile.
  const before = newId();
  await recordAudit(prisma(), scope, {
    action: "delivery.exported",
    targetId: "export",
    partnerId: scope.partnerId,
    details: { format, filter },
  });
  const filterText = formatFilter(filter);
  const chunks =
    format === "csv" ? generateCsv(scope, filter, before) : generateNdjson(scope, filter, before);
  return { ok: true, headers: buildExportHeaders("deliveries", format, filterText), chunks };
}

async function checkWebhookAndPartner({ partnerId }: Scope, filter: DeliveryFilter) {
  // A deleted webhook still has its history.
  const { rows } = await pool().query<{ webhook: boolean; partner: boolean }>(
    `SELECT $1::uuid IS NULL OR EXISTS (SELECT FROM webhooks WHERE id = $1 AND ($3::uuid IS NULL OR partner_id = $3)) AS webhook,
            $2::uuid IS NULL OR EXISTS (SELECT FROM partners WHERE id = $2 AND ($3::uuid IS NULL OR id = $3)) AS partner`,
    [filter.webhookId ?? null, filter.partnerId ?? null, partnerId],
  );
  const reject = <Code extends string>(rejected: Code, message: string, field: string) => ({
    ok: false as const,
    rejected,
    message,
    field,
  });
  if (!rows[0]?.webhook)
    return reject("unknown_webhook", `There is no webhook ${filter.webhookId}.`, "webhookId");
  if (!rows[0]?.partner)
    return reject("unknown_partner", `There is no partner ${filter.partnerId}.`, "partnerId");
  return null;
}

async function* generateCsv(scope: Scope, filter: DeliveryFilter, before: string): AsyncGenerator<string> {
  yield csvHeaderRow;
  const filterText = formatFilter(filter);
  for await (const proofs of readPages(scope, filter, before)) {
    yield proofs.map((proof) => toCsvRows(proof, filterText)).join("");
  }
}

/** The first line contains the filter, and the last line says that the file is complete. */
async function* generateNdjson(scope: Scope, filter: DeliveryFilter, before: string): AsyncGenerator<string> {
  const exportedAt = currentTime().toISOString();
  yield `${JSON.stringify({ export: "deliveries", filter, exportedAt, timeZone: "UTC" })}\n`;
  let deliveries = 0;
  for await (const proofs of readPages(scope, filter, before)) {
    deliveries += proofs.length;
    yield proofs.map(toNdjsonLine).join("");
  }
  yield `${JSON.stringify({ complete: true, deliveries })}\n`;
}

async function* readPages(scope: Scope, filter: DeliveryFilter, before: string) {
  for (let cursor: string | null = before; cursor; ) {
    const page = { ...filter, cursor, limit: pageSize };
    const { nextCursor, proofs } = await snapshot(async (db) => {
      const list = await listDeliveries(scope, page, db);
      return { nextCursor: list.nextCursor, proofs: await loadProofs(db, scope, list.items) };
    });
    if (proofs.length > 0) yield proofs;
    cursor = nextCursor;
  }
}
