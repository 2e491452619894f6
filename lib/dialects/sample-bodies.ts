import { findEventType } from "../catalogue/queries";
import { requirePermission, type Scope } from "../scope/scope";
import { allDialects } from ".";
import type { EventFacts } from "./dialect";

// Constant, so that the sample is the same each time.
const sampleId = "01933b8e-5c40-7a4e-9d15-3f6c2a7b8e10";
const sampleTime = new Date("2026-01-15T09:30:00Z");

export interface SampleBody {
  dialect: string;
  title: string;
  contentType: string;
  text: string;
}

/** Renders the sample of an event type in each dialect, with the dialect's default options; [] for an unknown event type. */
export async function renderSampleBodies(scope: Scope, name: string): Promise<SampleBody[]> {
  requirePermission(scope, "event-types:read");
  const type = await findEventType(scope, name);
  if (!type) return [];
  const event: EventFacts = {
    id: sampleId,
    type: name,
    title: type.title,
    entityType: type.entityType,
    entityId: type.sample.entityId,
    partnerId: null,
    occurredAt: sampleTime,
    data: type.sample.data,
    changes: null,
  };
  return allDialects.map(({ id, title, options, render }) => {
    const { body, contentType } = render(event, sampleId, options.parse({}));
    return { dialect: id, title, contentType, text: body.toString() };
  });
}
