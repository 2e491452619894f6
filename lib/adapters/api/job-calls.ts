import {
  createdJobSchema,
  createJobSchema,
  jobItemListSchema,
  jobItemPageQuerySchema,
  jobListSchema,
  jobPageQuerySchema,
  jobResultQuerySchema,
  jobSchema,
} from "../../jobs/schema";
import type { Call } from "../endpoint/call";
import {
  cancelJobErrors,
  createJobErrors,
  listErrors,
  pauseJobErrors,
  resumeJobErrors,
} from "./documented-errors";

const startDescription = `A job of the kind \`resend\` requests one manual attempt of each delivery that matches the filter; without \`states\`, of those that have failed. A job of the kind \`release-held\` releases the held deliveries of the webhooks that the filter names: \`enable\` enables the webhooks first (this also requires the scope \`webhooks:write\`), and \`resendFailed\` also resends their failed deliveries. A job of the kind \`replay-missing\` creates the missing deliveries of the webhooks that the filter names: those for events that match the webhooks' current triggers, conditions and settings. The filter then takes no \`states\`, \`traceIds\`, \`partnerId\`, \`responseCode\` or \`reconciliationId\`, and the webhooks must be enabled. Simulated events are left out.

A delivery matches if it matches every field of the filter; \`from\` (inclusive) and \`to\` (exclusive) are compared with the time at which the delivery or, if it is missing, its event was accepted. Deliveries and events that were accepted after the start are left out. \`rate\` is the maximum number of deliveries per second; a slow receiver makes the job slower, and a job never has more than 200 deliveries in progress.

With \`dryRun\`, the call only counts, and \`job\` is null.`;

/** The native API's calls for jobs. */
export const jobCalls = {
  createJob: {
    method: "POST",
    path: "/api/v1/jobs",
    summary: "Start a job that resends, releases or creates deliveries",
    description: startDescription,
    permission: "deliveries:resend",
    body: createJobSchema,
    example: {
      kind: "resend",
      filter: { states: ["failed"], from: "2026-11-21T18:00:00Z", to: "2026-11-21T20:11:00Z" },
      dryRun: true,
    },
    errors: listErrors(createJobErrors),
    response: {
      status: 200,
      body: createdJobSchema,
      description:
        "How many deliveries match, in total and for each webhook, with the times of acceptance of the oldest and the newest one; and the job, unless this was a dry run. `excluded` counts deliveries that match but cannot be sent, and missing deliveries whose condition or template fails; `withoutData` counts deliveries that may be missing but cannot be created, because retention has removed the data of their events. `expectedSeconds` is how long the job takes at `rate` if receivers respond quickly; each webhook gets at most about 100 resends per second, and no more than its throttle allows.",
    },
  },
  listJobs: {
    method: "GET",
    path: "/api/v1/jobs",
    summary: "List jobs",
    permission: "deliveries:resend",
    query: jobPageQuerySchema,
    response: {
      status: 200,
      body: jobListSchema,
      description: "One page of jobs, newest first; send `nextCursor` as `cursor` to get the next page.",
    },
  },
  getJob: {
    method: "GET",
    path: "/api/v1/jobs/{jobId}",
    summary: "Get a job and its progress",
    permission: "deliveries:resend",
    response: {
      status: 200,
      body: jobSchema,
      description:
        "The job. `succeeded` and `failed` count its manual attempts, `released` and `created` the deliveries that it released or created, and `done` all of them.",
    },
  },
  listJobItems: {
    method: "GET",
    path: "/api/v1/jobs/{jobId}/items",
    summary: "List what a job has done",
    permission: "deliveries:read",
    query: jobItemPageQuerySchema,
    response: {
      status: 200,
      body: jobItemListSchema,
      description:
        "One page of the manual attempts that the job has requested, and of the deliveries that it has released or created, with their states; send `nextCursor` as `cursor` to get the next page. The outcome `excluded` marks a missing delivery that could not be created, because a condition or template failed: `errorCode` says which.",
    },
  },
  getJobResult: {
    method: "GET",
    path: "/api/v1/jobs/{jobId}/result",
    summary: "Download what a job has done",
    permission: "deliveries:read",
    query: jobResultQuerySchema,
    response: {
      status: 200,
      contentType: "*/*",
      description:
        "All items of the job so far, as an attachment: CSV with a header line and times in UTC (a cell that a spreadsheet would take for a formula begins with an apostrophe), or the items of the list as NDJSON, one on each line.",
    },
  },
  cancelJob: {
    method: "POST",
    path: "/api/v1/jobs/{jobId}/cancel",
    summary: "Cancel a job",
    permission: "deliveries:resend",
    errors: listErrors(cancelJobErrors),
    response: {
      status: 200,
      body: jobSchema,
      description: "The job has ended. Attempts in progress are finished; released deliveries stay released.",
    },
  },
  pauseJob: {
    method: "POST",
    path: "/api/v1/jobs/{jobId}/pause",
    summary: "Pause a job",
    permission: "deliveries:resend",
    errors: listErrors(pauseJobErrors),
    response: {
      status: 200,
      body: jobSchema,
      description:
        "The job waits until it is resumed. Attempts in progress are finished. A job also pauses itself: after five failures in a row, or when one of its webhooks is paused or disabled.",
    },
  },
  resumeJob: {
    method: "POST",
    path: "/api/v1/jobs/{jobId}/resume",
    summary: "Resume a paused job",
    permission: "deliveries:resend",
    errors: listErrors(resumeJobErrors),
    response: {
      status: 200,
      body: jobSchema,
      description:
        "The job continues where it stopped. A job that releases held deliveries counts them again, including deliveries that were held after its start.",
    },
  },
} satisfies Record<string, Call>;
