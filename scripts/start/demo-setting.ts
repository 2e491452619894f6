import { readSetting } from "./settings";

/**
 * The demo is for a first look. It is off once the operator sets an administrator or a database, because its users have
 * public passwords; HOOKLEDGER_DEMO overrides this. The demo's built-in receiver is on this machine, so 127.0.0.1 is allowed
 * unless HOOKLEDGER_ALLOWED_NETWORKS is set.
 */
export function setDemoDefaults(): void {
  const isFirstLook = !readSetting("HOOKLEDGER_ADMIN_EMAIL") && !readSetting("DATABASE_URL");
  process.env.HOOKLEDGER_DEMO = readSetting("HOOKLEDGER_DEMO") ?? (isFirstLook ? "1" : "0");
  if (isDemo()) process.env.HOOKLEDGER_ALLOWED_NETWORKS ||= "127.0.0.1/32";
}

export function isDemo(): boolean {
  return !["0", "false", "no", "off"].includes(readSetting("HOOKLEDGER_DEMO") ?? "0");
}
