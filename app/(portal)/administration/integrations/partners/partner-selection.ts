import type { SearchParams } from "@/components/cursor-list/list-query";
import { listPartnerChoices } from "@/lib/partners/choices";
import type { PartnerChoices } from "@/lib/partners/schema";
import type { Scope } from "@/lib/scope/scope";

export interface PartnerSelection {
  partners: PartnerChoices;
  /** The ID in the query parameter `partner` if it is one of the choices, else "". */
  selectedPartnerId: string;
}

/** The partners that a form or a filter offers: none if the user belongs to a partner. */
export async function loadPartnerSelection(scope: Scope, params: SearchParams): Promise<PartnerSelection> {
  if (scope.partnerId !== null) return { partners: { choices: [], more: false }, selectedPartnerId: "" };
  const chosenId = [params.partner].flat()[0];
  const partners = await listPartnerChoices(scope, { chosenId });
  const isChoice = partners.choices.some(({ id }) => id === chosenId);
  return { partners, selectedPartnerId: isChoice ? (chosenId ?? "") : "" };
}
