// Body templates in Liquid. Text from an event is used only in fields that the receiver shows as plain text, because a name could
// otherwise mention a whole channel or show a link. Hookledger's own events have a sentence in `data.summary`; other events show their
// title and their entity.

const summary = "data.summary | default: event.title";

/**
 * The payload of a Slack incoming webhook: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks. Slack shows `text`
 * in its notifications; Slack's control characters in `text` are escaped as documented.
 */
export const slackTemplate = `{
  "text": "{{ ${summary} | truncate: 2900 | replace: "&", "&amp;" | replace: "<", "&lt;" | replace: ">", "&gt;" }}",
  "blocks": [
    { "type": "header", "text": { "type": "plain_text", "text": "{{ event.title | truncate: 150 }}" } },
    { "type": "section", "text": { "type": "plain_text", "text": "{{ ${summary} | truncate: 2900 }}" } },
    {
      "type": "context",
      "elements": [{ "type": "plain_text", "text": "{{ entity.type }} {{ entity.id }}, {{ event.occurredAt }}" }]
    }
  ]
}`;

/**
 * The message with an Adaptive Card that a Teams workflow "When a Teams webhook request is received" posts:
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using. A TextRun does not render Markdown.
 */
export const teamsTemplate = `{
  "type": "message",
  "attachments": [
    {
      "contentType": "application/vnd.microsoft.card.adaptive",
      "contentUrl": null,
      "content": {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
          {
            "type": "RichTextBlock",
            "inlines": [{ "type": "TextRun", "text": "{{ event.title }}", "size": "medium", "weight": "bolder" }]
          },
          { "type": "RichTextBlock", "inlines": [{ "type": "TextRun", "text": "{{ ${summary} | truncate: 2900 }}" }] },
          {
            "type": "RichTextBlock",
            "inlines": [
              {
                "type": "TextRun",
                "text": "{{ entity.type }} {{ entity.id }}, {{ event.occurredAt }}",
                "isSubtle": true
              }
            ]
          }
        ]
      }
    }
  ]
}`;

/**
 * An event of PagerDuty's Events API v2: https://developer.pagerduty.com/docs/events-api-v2/trigger-events. Its `routing_key` is not in
 * the template, but is added as receiver authentication. All events about one webhook have the same `dedup_key`, so a
 * recovery resolves the alert that its failures triggered.
 */
export const pagerDutyTemplate = `{
  "event_action": "{% if event.type == "hookledger.webhook.recovered" %}resolve{% else %}trigger{% endif %}",
  "dedup_key": "hookledger/{{ entity.type }}/{{ entity.id }}",
  "payload": {
    "summary": "{{ ${summary} | truncate: 1024 }}",
    "source": "Hookledger",
    "severity": "{% case event.type %}{% when "hookledger.webhook.paused" %}critical{% when "hookledger.webhook.failing" %}warning{% else %}error{% endcase %}",
    "timestamp": "{{ event.occurredAt }}",
    "class": "{{ event.type }}",
    "custom_details": {{ data | json }}
  }
}`;
