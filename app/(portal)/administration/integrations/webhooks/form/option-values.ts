/** A dialect's own settings as they stand in the form. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** Those that are sent: what is left empty has the dialect's default. */
export function optionsInput(options: OptionValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).filter(
      ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
