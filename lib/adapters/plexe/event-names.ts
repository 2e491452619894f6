import { builtinEventTypes } from "../../catalogue/builtin";

/** The 22 names of Plexe's page, sorted. */
export const plexeEvents: readonly string[] = builtinEventTypes
  .filter(({ system }) => system === "Plexe")
  .map(({ name }) => name)
  .sort();
