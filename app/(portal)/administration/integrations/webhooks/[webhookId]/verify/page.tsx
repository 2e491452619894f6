import type { Metadata } from "next";
import { findPortalOrigin } from "@/app/(portal)/portal-origin";
import { SnippetTabs } from "@/components/developers/snippet-tabs";
import { Section } from "@/components/domain/section";
import { Alert } from "@/components/ui/alert";
import { getSignatureFormat } from "@/lib/dialects/signature-format";
import { generateSnippets } from "@/lib/snippets/snippets";
import { loadWebhook } from "../load-webhook";
import { WebhookPageHeader } from "../webhook-page-header";
import { CheckPastedRequest } from "./check-pasted-request";
import { SignatureFacts } from "./signature-facts";

interface Props {
  params: Promise<{ webhookId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { webhook } = await loadWebhook((await params).webhookId);
  return { title: `Verify signatures of ${webhook.name}` };
}

/** How a receiver verifies this webhook's signatures, and a check of a received request. */
export default async function VerifyPage({ params }: Props) {
  const { scope, webhook, health, partnerName, since } = await loadWebhook((await params).webhookId);
  const format = getSignatureFormat(webhook);
  const jwksUrl = `${await findPortalOrigin()}/api/v1/webhooks/${webhook.id}/jwks.json`;
  return (
    <>
      <WebhookPageHeader
        scope={scope}
        webhook={webhook}
        health={health}
        partnerName={partnerName}
        since={since}
        current="/verify"
      />
      {format ? (
        <div className="grid grid-cols-1 gap-5">
          <Section
            title="Verify in your receiver"
            description="Example code with this webhook's headers. The code reads the key from an environment variable."
          >
            <SignatureFacts format={format} jwksUrl={jwksUrl} />
            <SnippetTabs snippets={generateSnippets(format, jwksUrl)} />
          </Section>
          <Section
            title="Check a request"
            description="Paste a request that reached your receiver. Nothing is stored."
          >
            <CheckPastedRequest webhookId={webhook.id} />
          </Section>
        </div>
      ) : (
        <Alert title="This webhook's deliveries are not signed">
          This webhook is configured to send no signature, so there is nothing to verify.
        </Alert>
      )}
    </>
  );
}
