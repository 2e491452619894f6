import { notFound } from "next/navigation";
import { cache } from "react";
import { pageScope } from "@/app/api/auth/current-scope";
import { fetchPartnerNames } from "@/lib/partners/choices";
import { findSource } from "@/lib/sources/queries";

/** Loads a page's source, once per request, and checks that the user can read sources. */
export const loadSource = cache(async (sourceId: string) => {
  const scope = await pageScope("sources:read");
  const source = await findSource(scope, sourceId);
  if (!source) notFound();
  // A partner's users see only that partner's sources, so they need no partner name.
  const partnerNames = scope.partnerId === null ? await fetchPartnerNames(scope, [source.partnerId]) : null;
  const partnerName = source.partnerId && (partnerNames?.get(source.partnerId) ?? null);
  return { scope, source, partnerName };
});
