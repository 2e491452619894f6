import type { PartnerKind } from "@/lib/partners/schema";

/** What the kinds are called. */
export const kindWords: { value: PartnerKind; label: string }[] = [
  { value: "partner", label: "Partner" },
  { value: "customer", label: "Customer" },
];

export function kindWord(kind: PartnerKind): string {
  return kindWords.find(({ value }) => value === kind)?.label ?? kind;
}
