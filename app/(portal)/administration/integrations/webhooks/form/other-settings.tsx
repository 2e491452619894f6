"use client";

import { FoldedSection } from "@/components/form/folded-section";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import type { DialectView } from "@/lib/dialects/schema";
import { DeliveryFields } from "./delivery-fields";
import { describeSettings } from "./describe-settings";
import { hasReceiverChanged } from "./dropped-secrets";
import { FailurePolicyFields } from "./failure-policy-fields";
import { type FoldedSectionName, findReasonsToOpen } from "./folded-settings";
import type { FormValues } from "./form-values";
import { OwnerField } from "./owner-field";
import { RequestFields } from "./request-fields";
import { RetryFields } from "./retry-fields";
import type { RetryPresets } from "./retry-plan";
import { StateFields } from "./state-fields";
import type { FormPartProps } from "./use-webhook-form";

/** The settings that most webhooks leave as they are, each section folded into a line that says what applies. */
export function OtherSettings({
  saved,
  newWebhook,
  dialect,
  presetId,
  presets,
  savedState,
  held,
  ...formPart
}: FormPartProps & {
  saved: FormValues;
  newWebhook: FormValues;
  dialect: DialectView;
  presetId: string;
  presets: RetryPresets;
  savedState: FormValues["state"] | null;
  held: number;
}) {
  const { values, errors } = formPart;
  const reasons = findReasonsToOpen(values, errors, newWebhook, dialect);
  const summaries = describeSettings(values, dialect);
  const section = (name: FoldedSectionName, title: string) => ({
    title,
    summary: summaries[name],
    reasonToOpen: reasons[name],
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Other settings</h2>
        </CardTitle>
      </CardHeader>
      <FoldedSection {...section("request", "Request")}>
        <RequestFields
          {...formPart}
          dialect={dialect}
          presetId={presetId}
          receiverChanged={hasReceiverChanged(values, saved)}
        />
      </FoldedSection>
      <FoldedSection {...section("retries", "Retries")}>
        <RetryFields {...formPart} presets={presets} />
      </FoldedSection>
      <FoldedSection {...section("failurePolicy", "Failure policy")}>
        <FailurePolicyFields {...formPart} />
      </FoldedSection>
      <FoldedSection {...section("delivery", "Delivery")}>
        <DeliveryFields {...formPart} />
      </FoldedSection>
      <FoldedSection {...section("state", "State and owner")}>
        <StateFields {...formPart} savedState={savedState} held={held} />
        <OwnerField {...formPart} />
      </FoldedSection>
    </Card>
  );
}
