import { z } from "zod";
import { listDeliveries } from "@/lib/deliveries/queries";
import { listCurrentJobs } from "@/lib/jobs/current-jobs";
import { can } from "@/lib/scope/scope";
import { measureHealth } from "@/lib/statistics/health-over-time";
import { listWebhooksNeedingAttention } from "@/lib/statistics/needs-attention";
import { countByPeriod, countOpenDeliveries } from "@/lib/statistics/overview";
import { healthRangeSchema, overviewRangeSchema } from "@/lib/statistics/schema";
import { fetchWebhookHealth } from "@/lib/statistics/webhook-health";
import { fetchWebhookStatistics } from "@/lib/statistics/webhook-statistics";
import { listWebhookPage, webhookPageQuerySchema } from "@/lib/webhooks/list-page";
import { findWebhook } from "@/lib/webhooks/queries";
import { computeRevision } from "./compute-revision";
import type { WatchKind } from "./watch-kind";

// Pages of figures read them in several components, so they give the position at which they began to be read instead of a revision.

/** The figures of the overview, for one of its ranges. */
export const overviewWatch: WatchKind = {
  topics: ["deliveries", "webhooks", "jobs"],
  async read(scope, { range }) {
    const canReadDeliveries = can(scope, "deliveries:read");
    return {
      revision: computeRevision(
        canReadDeliveries && (await countByPeriod(scope, overviewRangeSchema.parse(range))),
        canReadDeliveries && (await countOpenDeliveries(scope)),
        can(scope, "webhooks:read") && (await listWebhooksNeedingAttention(scope)),
        can(scope, "deliveries:resend") && (await listCurrentJobs(scope, undefined)),
      ),
    };
  },
};

/** The list of webhooks, with the query of its page. */
export const webhookListWatch: WatchKind = {
  topics: ["deliveries", "webhooks"],
  async read(scope, params) {
    const page = await listWebhookPage(scope, webhookPageQuerySchema.parse(params));
    const ids = page.webhooks.map(({ id }) => id);
    return { revision: computeRevision(page, [...(await fetchWebhookStatistics(scope, ids))]) };
  },
};

/** A webhook, with its health in the header of its pages; with a range, also its health over time and its latest deliveries. */
export const webhookWatch: WatchKind = {
  topics: ["deliveries", "webhooks", "jobs"],
  async read(scope, { id = "", range }) {
    if (!z.uuid().safeParse(id).success) return null;
    const webhook = await findWebhook(scope, id);
    if (!webhook) return null;
    const withHistory = range !== undefined && can(scope, "deliveries:read");
    return {
      revision: computeRevision(
        webhook,
        await fetchWebhookHealth(scope, id),
        withHistory && (await measureHealth(scope, id, healthRangeSchema.parse(range))),
        withHistory && (await listDeliveries(scope, { webhookId: id, limit: 8 })),
        can(scope, "deliveries:resend") && (await listCurrentJobs(scope, id)),
      ),
    };
  },
};
