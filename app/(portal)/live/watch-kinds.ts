import { parseEventQuery, readEventQuery } from "@/components/events/event-query";
import { describeOpenIncidents } from "@/components/incidents/describe-incident";
import { parseIncidentQuery, readIncidentQuery } from "@/components/incidents/incident-query";
import { parseJobQuery, readJobQuery } from "@/components/jobs/job-query";
import { listEvents } from "@/lib/events/timeline/list-events";
import { findEventTimeline, listEntityTimeline } from "@/lib/events/timeline/queries";
import { timelinePageQuerySchema } from "@/lib/events/timeline/schema";
import { findIncidentWithHistory } from "@/lib/incidents/history";
import { listIncidents, summarizeIncidents } from "@/lib/incidents/queries";
import { findJob, listJobs } from "@/lib/jobs/queries";
import { overviewWatch, webhookListWatch, webhookWatch } from "./figure-watches";
import { deliveryWatch, historyWatch } from "./history-watch";
import { receiverWatch, sourcesWatch, sourceWatch } from "./source-watches";
import { toListState, toState, type WatchKind } from "./watch-kind";

const incidentTopics = ["incidents", "webhooks", "deliveries"] as const;

/** What pages can follow: the part of a watch before "?" names one of these. */
export const watchKinds: Readonly<Record<string, WatchKind>> = {
  deliveries: historyWatch,
  delivery: deliveryWatch,
  events: {
    topics: ["events", "deliveries", "webhooks"],
    async read(scope, params, shown) {
      const parsed = parseEventQuery(readEventQuery(params));
      return parsed.ok ? toListState((await listEvents(scope, parsed.page)).items, shown) : null;
    },
  },
  event: {
    topics: ["deliveries", "webhooks"],
    read: async (scope, { id = "" }) => toState(await findEventTimeline(scope, id)),
  },
  timeline: {
    topics: ["events", "deliveries", "webhooks"],
    async read(scope, params, shown) {
      const parsed = timelinePageQuerySchema.safeParse(params);
      return parsed.success ? toListState((await listEntityTimeline(scope, parsed.data)).items, shown) : null;
    },
  },
  jobs: {
    topics: ["jobs", "deliveries"],
    async read(scope, params, shown) {
      const parsed = parseJobQuery(readJobQuery(params));
      return parsed.ok ? toListState((await listJobs(scope, parsed.page)).items, shown) : null;
    },
  },
  job: {
    topics: ["jobs", "deliveries"],
    read: async (scope, { id = "" }) => toState(await findJob(scope, id)),
  },
  incidents: {
    topics: incidentTopics,
    async read(scope, params, shown) {
      const parsed = parseIncidentQuery(readIncidentQuery(params));
      return parsed.ok ? toListState((await listIncidents(scope, parsed.page)).items, shown) : null;
    },
  },
  incident: {
    topics: incidentTopics,
    read: async (scope, { id = "" }) => toState(await findIncidentWithHistory(scope, id)),
  },
  "incident-line": {
    topics: incidentTopics,
    async read(scope) {
      const summary = await summarizeIncidents(scope);
      return toState(summary ? describeOpenIncidents(summary) : "");
    },
  },
  overview: overviewWatch,
  webhooks: webhookListWatch,
  webhook: webhookWatch,
  sources: sourcesWatch,
  source: sourceWatch,
  receiver: receiverWatch,
};
