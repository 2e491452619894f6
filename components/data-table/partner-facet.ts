import type { Facet } from "./table-toolbar";

/** The facets of a table, and one for the partners, if there are any; its column is called "partner". */
export function withPartnerFacet(
  facets: readonly Facet[],
  partners: readonly { id: string; name: string }[],
): readonly Facet[] {
  if (partners.length === 0) return facets;
  const options = partners.map(({ id, name }) => ({ value: id, label: name }));
  return [...facets, { id: "partner", label: "Partner", options }];
}
