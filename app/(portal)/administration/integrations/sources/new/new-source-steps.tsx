"use client";

import { useState } from "react";
import type { PartnerSelection } from "../../partners/partner-selection";
import type { EventTypeName } from "../form/mapping-fields";
import type { SystemChoice } from "../form/system-choice";
import { CreatedSource, type CreatedSourceProps } from "./created-source";
import { NewSourceForm } from "./new-source-form";

/** Shows the form and, once the source has been created, its URL, this one time only, and what to do with it. */
export function NewSourceSteps(
  props: { systems: SystemChoice[]; eventTypes: EventTypeName[] } & PartnerSelection,
) {
  const [created, setCreated] = useState<CreatedSourceProps | null>(null);
  return created ? <CreatedSource {...created} /> : <NewSourceForm {...props} onCreated={setCreated} />;
}
