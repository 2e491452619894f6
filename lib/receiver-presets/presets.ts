import type { OwnEventName } from "../own-events/names";
import { pagerDutyTemplate, slackTemplate, teamsTemplate } from "./templates";

/** Settings from which a new webhook for a known receiver starts. All of them can be changed before and after it is created. */
export interface ReceiverPreset {
  id: string;
  title: string;
  /** Where to get the URL or the key. */
  hint: string;
  /** The receiver's URL, if it is the same for everybody. */
  url?: string;
  dialect: "loanpro";
  options: { contentType: "application/json"; bodyTemplate: string };
  /** The field of the body in which the receiver expects its key: the receiver authentication, so that the key is sealed. */
  keyField?: string;
  triggers: readonly OwnEventName[];
}

const template = (bodyTemplate: string) => ({
  dialect: "loanpro" as const,
  options: { contentType: "application/json" as const, bodyTemplate },
});

const aboutWebhooks = [
  "hookledger.webhook.paused",
  "hookledger.webhook.failing",
  "hookledger.webhook.recovered",
] as const;

/** The receivers that the form offers as a start. */
export const receiverPresets: readonly ReceiverPreset[] = [
  {
    id: "slack",
    title: "Slack",
    hint: "Enter the URL of an incoming webhook of your Slack app. Whoever has this URL can post to the channel.",
    ...template(slackTemplate),
    triggers: aboutWebhooks,
  },
  {
    id: "teams",
    title: "Microsoft Teams",
    hint: "Enter the URL of a Teams workflow that starts when a Teams webhook request is received. Whoever has this URL can post to the channel.",
    ...template(teamsTemplate),
    triggers: aboutWebhooks,
  },
  {
    id: "pagerduty",
    title: "PagerDuty",
    hint: "Enter the integration key of an Events API v2 integration as the API key of the receiver authentication.",
    url: "https://events.pagerduty.com/v2/enqueue",
    ...template(pagerDutyTemplate),
    keyField: "routing_key",
    triggers: aboutWebhooks,
  },
];
