import {
  incidentListSchema,
  incidentPageQuerySchema,
  incidentWithHistorySchema,
} from "../../incidents/schema";
import type { Call } from "../endpoint/call";
import { withheldNote } from "./customer-data-notes";

const countsDescription =
  "`held` and `failed` count the webhook's deliveries that are held now and those that failed permanently for this reason and are still failed, each up to 10,000; both are 0 once the incident is closed. `peakHeld` and `totalFailed` count since it was opened.";

/** The native API's calls for incidents. */
export const incidentCalls = {
  listIncidents: {
    method: "GET",
    path: "/api/v1/incidents",
    summary: "List incidents",
    description:
      "An incident is a webhook whose deliveries fail for one reason. The first permanent failure or a pause opens it. It is closed once the webhook is enabled and none of its deliveries is held or failed for this reason; a failure within an hour reopens it. " +
      withheldNote,
    permission: "deliveries:read",
    query: incidentPageQuerySchema,
    response: {
      status: 200,
      body: incidentListSchema,
      description: `One page of incidents, the last opened first; send \`nextCursor\` as \`cursor\` to get the next page. ${countsDescription}`,
    },
  },
  getIncident: {
    method: "GET",
    path: "/api/v1/incidents/{incidentId}",
    summary: "Get an incident and its history",
    description: withheldNote,
    permission: "deliveries:read",
    response: {
      status: 200,
      body: incidentWithHistorySchema,
      description: `The incident. ${countsDescription} \`history\` lists what happened to it, oldest first.`,
    },
  },
} satisfies Record<string, Call>;
