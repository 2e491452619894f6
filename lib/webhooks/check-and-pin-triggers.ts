import { loadCatalogue } from "../catalogue/catalogue-cache";
import { loadEventTypeVersion } from "../catalogue/versions";
import { currentTime } from "../clock";
import type { SettingWarning } from "./check-settings";
import { type ConditionCheck, type ConditionSample, checkCondition } from "./conditions/check-condition";
import type { WebhookView } from "./schema";
import type { TriggerInput } from "./settings";

type SavedTriggers = WebhookView["triggers"];

/**
 * Checks a trigger's condition with the sample of its event type. A condition that the webhook already has (`saved`) passes:
 * renaming a webhook must not fail because of it.
 */
export async function checkTriggerCondition(
  trigger: TriggerInput,
  saved: SavedTriggers = [],
): Promise<ConditionCheck> {
  const { eventType, version, condition } = trigger;
  const before = saved.find((one) => typeof one === "object" && one.eventType === eventType);
  const has = typeof before === "object" ? before : null;
  if (condition === null || has?.condition === condition) return { error: null, warning: null };
  return checkCondition(condition, await loadSample(eventType, version ?? has?.version));
}

/** The warnings about the conditions of a webhook. */
export async function conditionWarnings(
  triggers: readonly TriggerInput[],
  saved: SavedTriggers = [],
): Promise<SettingWarning[]> {
  const judged = await Promise.all(triggers.map((trigger) => checkTriggerCondition(trigger, saved)));
  return judged.flatMap(({ warning }, index) =>
    warning === null
      ? []
      : [{ field: `triggers.${index}.condition`, code: "condition_untried", message: warning }],
  );
}

/** Null for "*", which has none, and for an event type that is not in the catalog. */
async function loadSample(eventType: string, version: number | undefined): Promise<ConditionSample | null> {
  const type = (await loadCatalogue()).get(eventType);
  if (!type) return null;
  const { sample } = await loadEventTypeVersion(eventType, version ?? type.version);
  const facts = { type: eventType, entityType: type.entityType, ...sample };
  return { eventType, subject: { ...facts, occurredAt: currentTime(), changes: null } };
}

/**
 * Triggers with the version that each is pinned to: the requested one, else the one that the webhook already uses, else the
 * current one. "*" accepts every version.
 */
export async function pinVersions(
  triggers: readonly TriggerInput[],
  before: ReadonlyMap<string, number | null> = new Map(),
): Promise<TriggerInput[]> {
  const types = await loadCatalogue();
  return triggers.map((trigger) => {
    if (trigger.eventType === "*") return { ...trigger, version: null };
    const version = trigger.version ?? before.get(trigger.eventType) ?? types.get(trigger.eventType)?.version;
    return { ...trigger, version: version ?? 1 };
  });
}
