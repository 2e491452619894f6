import type { SearchParams } from "@/components/cursor-list/list-query";
import { listPartnerChoices } from "@/lib/partners/choices";
import type { PartnerChoices } from "@/lib/partners/schema";
import type { Scope } from "@/lib/scope/scope";

export interface PresetPartner {
  partners: PartnerChoices;
  /** The one that `?partner=` in the address names, if there is one; else "". */
  partner: string;
}

/** What a form that makes something for a partner offers. A partner's own person has nothing to choose. */
export async function presetPartner(scope: Scope, params: SearchParams): Promise<PresetPartner> {
  if (scope.partnerId !== null) return { partners: { choices: [], more: false }, partner: "" };
  const chosen = [params.partner].flat()[0];
  const partners = await listPartnerChoices(scope, { chosen });
  return { partners, partner: partners.choices.some(({ id }) => id === chosen) ? (chosen ?? "") : "" };
}
