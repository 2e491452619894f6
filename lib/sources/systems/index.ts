import type { SourceSystemId } from "../schema";
import { fineract } from "./fineract";
import { generic } from "./generic";
import { loanpro } from "./loanpro";
import { plexe } from "./plexe";
import { precisionlender } from "./precisionlender";
import type { SourceSystem } from "./source-system";
import { standardWebhooks } from "./standard-webhooks";

const systemById: Record<SourceSystemId, SourceSystem> = {
  precisionlender,
  loanpro,
  plexe,
  fineract,
  "standard-webhooks": standardWebhooks,
  generic,
};

/** Every system whose webhooks a source can take, in the order in which they are offered. */
export const allSourceSystems: readonly SourceSystem[] = Object.values(systemById);

export function getSourceSystem(id: SourceSystemId): SourceSystem {
  return systemById[id];
}
