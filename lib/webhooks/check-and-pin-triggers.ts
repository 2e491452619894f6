import { loadCatalogue } from "../catalogue/catalogue-cache";
import { listFieldNames } from "../catalogue/field-names";
import { loadEventTypeVersion } from "../catalogue/versions";
import { currentTime } from "../clock";
import type { SettingWarning } from "./check-settings";
import { checkCondition } from "./conditions/check-condition";
import type { ConditionCheck, ConditionSample } from "./conditions/condition";
import type { WebhookView } from "./schema";
import type { TriggerInput } from "./settings";

type SavedTriggers = WebhookView["triggers"];

/**
 * Checks a trigger's condition on the sample of the version of the event type that the trigger will use. A condition that the webhook
 * already has for this version (`saved`) is not checked again: renaming a webhook must not fail because of its saved conditions.
 */
export async function checkTriggerCondition(
  trigger: TriggerInput,
  saved: SavedTriggers = [],
): Promise<ConditionCheck> {
  const { eventType, condition, language } = trigger;
  const before = saved.map(toTrigger).find((one) => one.eventType === eventType);
  const version = trigger.version ?? before?.version;
  const isSaved =
    before?.condition === condition && before?.language === language && before?.version === version;
  if (condition === null || isSaved) return { error: null, warning: null };
  const sample = await loadSample(eventType, version);
  return checkCondition({ expression: condition, language }, sample, () =>
    listFieldNames(eventType, version),
  );
}

/** Completes a saved trigger: a webhook's view leaves out version 1. For "*", which has no version, the number means nothing. */
function toTrigger(saved: SavedTriggers[number]) {
  const {
    eventType,
    version = 1,
    condition,
    language = "cel",
  } = typeof saved === "string" ? { eventType: saved } : saved;
  return { eventType, version, condition, language };
}

/** Finds the warnings about the conditions of a webhook. */
export async function findConditionWarnings(
  triggers: readonly TriggerInput[],
  saved: SavedTriggers = [],
): Promise<SettingWarning[]> {
  const checks = await Promise.all(triggers.map((trigger) => checkTriggerCondition(trigger, saved)));
  return checks.flatMap(({ warning }, index) =>
    warning === null
      ? []
      : [{ field: `triggers.${index}.condition`, code: "condition_untried", message: warning }],
  );
}

/** Loads the sample of a version of an event type; null for "*", which has no sample, and for a type that is not in the catalog. */
async function loadSample(eventType: string, version: number | undefined): Promise<ConditionSample | null> {
  const type = (await loadCatalogue()).get(eventType);
  if (!type) return null;
  const { sample } = await loadEventTypeVersion(eventType, version ?? type.version);
  const fields = { type: eventType, entityType: type.entityType, ...sample };
  return { eventType, subject: { ...fields, occurredAt: currentTime(), changes: null } };
}

/**
 * Pins each trigger to a version: the requested version, else the one that the webhook already uses, else the current one. "*"
 * accepts every version.
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
