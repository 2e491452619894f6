import type { CatalogueEntry } from "../../catalogue/catalogue-cache";
import type { SourceSystemId, Verification } from "../schema";

/** A message as it came, with a body that has been read. */
export interface ReadMessage {
  /** Values by name in lower case; a header that came several times has its values joined with ", ". */
  headers: ReadonlyMap<string, string>;
  /** The fields of its JSON or form. A number that JavaScript would change is a JsonNumber. */
  body: Record<string, unknown>;
  /** Whether the body came as a form (application/x-www-form-urlencoded). */
  isForm: boolean;
}

/** The parts of an event that a system's message has, besides its type. */
export interface MappedParts {
  /** Compared with the entity type that the catalog has for the event type. */
  entityType?: string | undefined;
  entityId?: string | undefined;
  /** Why the message has no entity ID; left out if there is nothing to say but that it is missing. */
  noEntityId?: string | undefined;
  occurredAt?: string | undefined;
  /** The system's own ID of the message: a message with the same ID is a repetition. */
  ownId?: string | undefined;
  data: Record<string, unknown>;
}

export type Catalogue = ReadonlyMap<string, CatalogueEntry>;

/** A system whose webhooks a source can take. Its functions are pure. */
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
  /** Where its messages have the event type, for the reason that it is missing: "the field eventName". */
  typeLocation: string;
  /**
   * Converts the fields of a message to what the system means by them: a form has the same body as the JSON of the same message. Mappings
   * and readParts see the result. Default: the fields stay as they are. Throws CannotMap.
   */
  readBody?(fields: Record<string, unknown>, isForm: boolean): Record<string, unknown>;
  /** The system's own name for the event type of a message; undefined if the message has none. */
  readType(message: ReadMessage): string | undefined;
  /**
   * Finds the event type of the catalog that the system calls `name`. Default: the catalog has the same name.
   * Throws CannotMap if the catalog has none, or several.
   */
  findEventType?(name: string, catalogue: Catalogue): string;
  /**
   * Finds the other parts of the event. Parts that a message lacks are left out, because the source's mapping may have them.
   * @param entityType the entity type of the event type, if the catalog has it
   */
  readParts(message: ReadMessage, entityType: string | undefined): MappedParts;
}

/** Thrown if a message cannot become an event. The text is shown to users and says what to do. */
export class CannotMap extends Error {}
