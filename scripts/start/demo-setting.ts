import { readSetting } from "./settings";

const receiverNetwork = "127.0.0.1/32";

/**
 * The demo is for a first look. It is off once the operator sets an administrator or a database, because its users have
 * public passwords; HOOKLEDGER_DEMO overrides this. The demo's built-in receiver is on this machine, so 127.0.0.1 is allowed in
 * addition to the operator's HOOKLEDGER_ALLOWED_NETWORKS.
 */
export function setDemoDefaults(): void {
  const isFirstLook = !readSetting("HOOKLEDGER_ADMIN_EMAIL") && !readSetting("DATABASE_URL");
  process.env.HOOKLEDGER_DEMO = readSetting("HOOKLEDGER_DEMO") ?? (isFirstLook ? "1" : "0");
  if (!isDemo()) return;
  const networks = readSetting("HOOKLEDGER_ALLOWED_NETWORKS");
  process.env.HOOKLEDGER_ALLOWED_NETWORKS = networks ? `${networks},${receiverNetwork}` : receiverNetwork;
}

export function isDemo(): boolean {
  return !["0", "false", "no", "off"].includes(readSetting("HOOKLEDGER_DEMO") ?? "0");
}
