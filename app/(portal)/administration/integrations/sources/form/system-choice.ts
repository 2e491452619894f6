import type { SourceSystemId, Verification } from "@/lib/sources/schema";
import { allSourceSystems } from "@/lib/sources/systems";

/** A system as the forms show it; unlike a SourceSystem, it can be sent to the browser. */
export interface SystemChoice {
  id: SourceSystemId;
  title: string;
  description: string;
  instructions: string;
  /** How its messages are verified with a key, if nothing else is chosen. */
  verification: Verification;
  /** Whether it can do without a key: then only the URL and the networks are checked. */
  isKeyOptional: boolean;
  duplicateSeconds: number;
  hasOwnId: boolean;
}

export function listSystemChoices(): SystemChoice[] {
  return allSourceSystems.map((system) => ({
    id: system.id,
    title: system.title,
    description: system.description,
    instructions: system.instructions,
    verification: system.verification(true),
    isKeyOptional: system.verification(false).kind === "none",
    duplicateSeconds: system.duplicateSeconds,
    hasOwnId: system.hasOwnId,
  }));
}
