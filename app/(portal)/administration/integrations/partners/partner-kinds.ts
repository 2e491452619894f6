// Short file: the table, the form and the page of a partner share these labels.
import type { PartnerKind } from "@/lib/partners/schema";

export const partnerKinds: { value: PartnerKind; label: string }[] = [
  { value: "partner", label: "Partner" },
  { value: "customer", label: "Customer" },
];

export function partnerKindLabel(kind: PartnerKind): string {
  return partnerKinds.find(({ value }) => value === kind)?.label ?? kind;
}
