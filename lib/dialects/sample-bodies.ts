import { demand, type Scope } from "../access/scope";
import { findEventType } from "../catalogue/queries";
import { newId } from "../ids";
import { allDialects } from ".";
import type { EventFacts } from "./dialect";

export interface SampleBody {
  dialect: string;
  title: string;
  contentType: string;
  text: string;
}

/** The sample of an event type as each dialect would send it, with the dialect's own defaults; empty when there is none. */
export async function sampleBodies(scope: Scope, name: string): Promise<SampleBody[]> {
  demand(scope, "event-types:read");
  const type = await findEventType(scope, name);
  if (!type) return [];
  const event: EventFacts = {
    ...{ id: newId(), type: name, title: type.title, entityType: type.entityType },
    entityId: type.sample.entityId,
    ...{ partnerId: null, occurredAt: new Date(), data: type.sample.data, changes: null },
  };
  return allDialects.map(({ id, title, options, render }) => {
    const { body, contentType } = render(event, newId(), options.parse({}));
    return { dialect: id, title, contentType, text: body.toString() };
  });
}
