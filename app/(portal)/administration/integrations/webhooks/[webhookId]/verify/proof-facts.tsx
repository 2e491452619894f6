import type { ReactNode } from "react";
import type { SignatureFormat } from "@/lib/dialects/dialect";
import { previousHeaders } from "@/lib/dialects/previous-headers";

const encodings = {
  base64: "base64",
  hex: "hex, lower case",
  "dashed-hex": "hex, upper case, in pairs with hyphens",
};

/** What signs, over what, and where it stands: the facts that the code goes by. */
export function ProofFacts({ proof, published }: { proof: SignatureFormat; published: string }) {
  return (
    <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
      {factsOf(proof, published).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="min-w-0 wrap-anywhere max-sm:mb-2">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf(proof: SignatureFormat, published: string): [string, ReactNode][] {
  if (proof.kind === "body") {
    const { header, previousHeader, encoding, prefix } = proof;
    return [
      ["Signature", <Code key="header">{header}</Code>],
      ["Made by", "HMAC-SHA256 with the webhook's key, over the exact bytes of the body"],
      ["Written in", prefix ? `${encodings[encoding]}, after "${prefix}"` : encodings[encoding]],
      ...(previousHeader === null
        ? []
        : ([
            [
              "While a replaced key counts",
              <Code key="previous">{previousHeaders(previousHeader).join(", ")}</Code>,
            ],
          ] as [string, ReactNode][])),
    ];
  }
  const signed: [string, ReactNode] = [
    "Over",
    <Code key="content">{"<webhook-id>.<webhook-timestamp>.<body>"}</Code>,
  ];
  const rotation: [string, ReactNode] = ["While a replaced key counts", "a second entry, after a space"];
  const signature: [string, ReactNode] = ["Signature", <Code key="header">webhook-signature</Code>];
  if (proof.scheme === "hmac") {
    return [
      signature,
      ["Made by", "v1: HMAC-SHA256 with the bytes behind whsec_, in base64"],
      signed,
      rotation,
    ];
  }
  return [
    signature,
    ["Made by", "v1a: ed25519, in base64. A key from before this setting still signs by v1: replace it."],
    signed,
    rotation,
    ["Public keys", <Code key="published">{published}</Code>],
  ];
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-[0.8125rem]">{children}</code>;
}
