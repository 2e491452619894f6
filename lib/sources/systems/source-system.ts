import type { CatalogueEntry } from "../../catalogue/catalogue-cache";
import type { Mapping, SourceSystemId, Verification } from "../schema";

/** A message as it came, with a body that has been read. */
export interface ReadMessage {
  /** Values by name in lower case; a header that came several times has its values joined with ", ". */
  headers: ReadonlyMap<string, string>;
  /** The fields of its JSON or form. A number that JavaScript would change is a JsonNumber. */
  body: Record<string, unknown>;
  /** Whether the body came as a form (application/x-www-form-urlencoded). */
  isForm: boolean;
}

/** The parts of an event that a system's message has. */
export interface MappedParts {
  /** The name of an event type of the catalog, or the system's own name, if the catalog has no such type. */
  type?: string | undefined;
  /** Compared with the entity type that the catalog has for the event type. */
  entityType?: string | undefined;
  entityId?: string | undefined;
  occurredAt?: string | undefined;
  /** The system's own ID of the message: a message with the same ID is a repetition. */
  ownId?: string | undefined;
  data: Record<string, unknown>;
}

/** A system whose webhooks a source can take. */
export interface SourceSystem {
  id: SourceSystemId;
  title: string;
  /** One sentence for people who choose a system. */
  description: string;
  /** What to do in that system, for the page that shows the URL. */
  instructions: string;
  /** How its messages are verified if nothing else is set. */
  verification(hasKey: boolean): Verification;
  /** Default of duplicateSeconds. */
  duplicateSeconds: number;
  /** Whether each of its messages has an ID of its own, so that repetitions are not recognized by the body. */
  hasOwnId: boolean;
  /**
   * Finds the parts of an event in a message. Pure; throws CannotMap, whose message says what is missing and what to do.
   * @param mapping only its `eventTypes` matter here; the caller applies its other parts on top
   */
  map(message: ReadMessage, catalogue: ReadonlyMap<string, CatalogueEntry>, mapping: Mapping): MappedParts;
}

/** Thrown if a message cannot become an event. The text is shown to users. */
export class CannotMap extends Error {}
