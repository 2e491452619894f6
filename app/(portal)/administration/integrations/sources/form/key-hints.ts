import type { SourceSystemId } from "@/lib/sources/schema";

/** Where the key of a system is found. */
interface KeyHint {
  hint: string;
  optional: boolean;
  /** Whether the user makes up the key and gives it to the system, rather than copying it from there. */
  canGenerate: boolean;
}

export const keyHintBySystem: Record<SourceSystemId, KeyHint> = {
  precisionlender: {
    hint: "The field Key of the webhook configuration in PrecisionLender. It signs each message.",
    optional: false,
    canGenerate: false,
  },
  loanpro: {
    hint: "LoanPro signs nothing. Add the custom header X-Source-Key with this key to the webhook in LoanPro.",
    optional: true,
    canGenerate: true,
  },
  plexe: {
    hint: "The secret of the webhook subscription in Plexe. It signs each message.",
    optional: false,
    canGenerate: false,
  },
  fineract: {
    hint: "Apache Fineract signs nothing: leave this empty and list its networks. Embarc: enter the key with which it signs, and set “Duplicates within” to 600 seconds, because it sends again.",
    optional: true,
    canGenerate: false,
  },
  "standard-webhooks": {
    hint: "The signing secret of the endpoint. It starts with whsec_, or with whpk_ for a public key.",
    optional: false,
    canGenerate: false,
  },
  generic: {
    hint: "The secret with which the system signs its messages, or which it sends in a header.",
    optional: true,
    canGenerate: true,
  },
};
