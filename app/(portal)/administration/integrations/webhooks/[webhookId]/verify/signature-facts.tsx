import type { ReactNode } from "react";
import type { SignatureFormat } from "@/lib/dialects/dialect";
import { listPreviousKeyHeaderNames } from "@/lib/dialects/previous-key-headers";

const labelByEncoding = {
  base64: "base64",
  hex: "lowercase hex",
  "dashed-hex": "uppercase hex, in pairs separated by hyphens",
};

/** The header, algorithm and encoding of the signature. */
export function SignatureFacts({ format, jwksUrl }: { format: SignatureFormat; jwksUrl: string }) {
  return (
    <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
      {listSignatureFacts(format, jwksUrl).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="min-w-0 wrap-anywhere max-sm:mb-2">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function listSignatureFacts(format: SignatureFormat, jwksUrl: string): [string, ReactNode][] {
  if (format.kind === "body") {
    const { header, previousHeader, encoding, prefix } = format;
    return [
      ["Signature", <Code key="header">{header}</Code>],
      ["Algorithm", "HMAC-SHA256 of the exact body bytes with the webhook's key"],
      [
        "Encoding",
        prefix ? `${labelByEncoding[encoding]}, prefixed with "${prefix}"` : labelByEncoding[encoding],
      ],
      ...(previousHeader === null
        ? []
        : ([
            [
              "During key rotation",
              <Code key="previous">{listPreviousKeyHeaderNames(previousHeader).join(", ")}</Code>,
            ],
          ] as [string, ReactNode][])),
    ];
  }
  const signed: [string, ReactNode] = [
    "Signed content",
    <Code key="content">{"<webhook-id>.<webhook-timestamp>.<body>"}</Code>,
  ];
  const rotation: [string, ReactNode] = [
    "During key rotation",
    "one more signature for each previous key, separated by spaces",
  ];
  const signature: [string, ReactNode] = ["Signature", <Code key="header">webhook-signature</Code>];
  if (format.scheme === "hmac") {
    return [
      signature,
      [
        "Algorithm",
        "v1: HMAC-SHA256, in base64. The HMAC key is the part of the webhook's key after whsec_, base64-decoded. A key created before HMAC was chosen signs with v1a until you rotate it.",
      ],
      signed,
      rotation,
    ];
  }
  return [
    signature,
    [
      "Algorithm",
      "v1a: Ed25519, in base64. A key created before Ed25519 was chosen signs with v1 until you rotate it.",
    ],
    signed,
    rotation,
    ["Public keys", <Code key="jwksUrl">{jwksUrl}</Code>],
  ];
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-[0.8125rem]">{children}</code>;
}
