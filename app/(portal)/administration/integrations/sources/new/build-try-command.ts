import type { SourceSystemId, Verification } from "@/lib/sources/schema";

/** A message as each system sends it. The ID is the time in seconds, so that the command can be repeated. */
const bodyBySystem: Record<SourceSystemId, object> = {
  precisionlender: {
    id: "try-%s",
    eventName: "OpportunityUpdated",
    entity: "Opportunity",
    entityId: "OPP-1001",
  },
  loanpro: {
    eventName: "Payment Posted to account",
    context: { "loan-display-id": "L-1001", "payment-amount": 250, "payment-id": "try-%s" },
  },
  plexe: {
    Id: "try-%s",
    WebhookEvent: "WB_Loan_Created",
    Attempt: 1,
    Data: { loanId: "L-1001" },
    CreationTimeUtc: "2026-01-15T09:30:00Z",
  },
  fineract: {
    entityName: "LOAN",
    actionName: "DISBURSE",
    clientId: 1,
    timestamp: "2026-01-15T09:30:00Z",
    request: { note: "try-%s" },
    response: { loanId: 1001, resourceId: 1001 },
  },
  "standard-webhooks": {
    type: "OpportunityUpdated",
    timestamp: "2026-01-15T09:30:00Z",
    data: { entityId: "OPP-1001" },
  },
  generic: { id: "try-%s", type: "OpportunityUpdated", entityId: "OPP-1001", data: {} },
};

/**
 * A command for sh that sends a message of this system, signed as the source verifies it. The key comes from the shell variable KEY.
 * It needs openssl for a signature.
 * Null if the source has a public key, with which nobody can sign.
 * @param url made by Hookledger: it contains no quote
 * @param key the key of the source, which is not part of the command
 */
export function buildTryCommand({
  url,
  system,
  verification,
  key,
}: {
  url: string;
  system: SourceSystemId;
  verification: Verification;
  key: string;
}): string | null {
  if (verification.kind === "standard" && key.startsWith("whpk_")) return null;
  const { lines, headers } = buildSignature(verification);
  return [
    `body=$(printf '${JSON.stringify(bodyBySystem[system])}' "$(date +%s)")`,
    ...lines,
    [
      `curl -i -X POST '${url}'`,
      '-H "Content-Type: application/json"',
      ...headers.map(([name, value]) => `-H "${name}: ${value}"`),
      '--data-raw "$body"',
    ].join(" \\\n  "),
  ].join("\n");
}

const hmac = 'printf %s "$body" | openssl dgst -sha256 -hmac "$KEY"';
const commandByEncoding = {
  base64: `${hmac} -binary | base64`,
  hex: `${hmac} -r | cut -c 1-64`,
  "dashed-hex": `${hmac} -r | cut -c 1-64 | tr a-f A-F | sed 's/../&-/g; s/-$//'`,
};

/** The commands that compute the signature, and the headers that carry it. */
function buildSignature(verification: Verification): { lines: string[]; headers: [string, string][] } {
  switch (verification.kind) {
    case "hmac": {
      const { header, encoding, prefix } = verification;
      return {
        lines: [`signature=$(${commandByEncoding[encoding]})`],
        headers: [[header, `${escapeForDoubleQuotes(prefix)}$signature`]],
      };
    }
    case "header":
      return { lines: [], headers: [[verification.header, "$KEY"]] };
    case "standard":
      return {
        lines: [
          'id="try-$(date +%s)"',
          "time=$(date +%s)",
          // The key is base64; openssl takes bytes only in hexadecimal.
          `key=$(printf %s "\${KEY#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')`,
          `signature=$(printf %s "$id.$time.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)`,
        ],
        headers: [
          ["webhook-id", "$id"],
          ["webhook-timestamp", "$time"],
          ["webhook-signature", "v1,$signature"],
        ],
      };
    case "none":
      return { lines: [], headers: [] };
  }
}

function escapeForDoubleQuotes(text: string): string {
  return text.replace(/["\\$`]/g, "\\$&");
}
