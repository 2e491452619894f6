import type { OwnEventName } from "../own-events/names";
import { pagerDutyTemplate, slackTemplate, teamsTemplate } from "./templates";

/** The initial settings of a new webhook for a known receiver. All of them can be changed before and after the webhook is created. */
export interface ReceiverPreset {
  id: string;
  title: string;
  /** Says where to get the URL or the key. */
  hint: string;
  /** The receiver's URL, if it is the same for everybody. */
  url?: string;
  dialect: "loanpro";
  options: { contentType: "application/json"; bodyTemplate: string };
  /** The body field in which the receiver expects its key. The key is saved as receiver authentication, so that it is encrypted. */
  keyField?: string;
  triggers: readonly OwnEventName[];
}

const buildTemplateSettings = (bodyTemplate: string) => ({
  dialect: "loanpro" as const,
  options: { contentType: "application/json" as const, bodyTemplate },
});

const webhookHealthEvents = [
  "hookledger.webhook.paused",
  "hookledger.webhook.failing",
  "hookledger.webhook.recovered",
] as const;

/** The presets that the form of a new webhook offers. */
export const receiverPresets: readonly ReceiverPreset[] = [
  {
    id: "slack",
    title: "Slack",
    hint: "Enter the URL of an incoming webhook of your Slack app. Whoever has this URL can post to the channel.",
    ...buildTemplateSettings(slackTemplate),
    triggers: webhookHealthEvents,
  },
  {
    id: "teams",
    title: "Microsoft Teams",
    hint: "Enter the URL of a Teams workflow that starts when a Teams webhook request is received. Whoever has this URL can post to the channel.",
    ...buildTemplateSettings(teamsTemplate),
    triggers: webhookHealthEvents,
  },
  {
    id: "pagerduty",
    title: "PagerDuty",
    hint: "Enter the integration key of an Events API v2 integration as the API key of the receiver authentication.",
    url: "https://events.pagerduty.com/v2/enqueue",
    ...buildTemplateSettings(pagerDutyTemplate),
    keyField: "routing_key",
    triggers: webhookHealthEvents,
  },
];
