import { startNode } from "./process";
import type { System } from "./system";

export interface TestPartner {
  id: string;
  name: string;
  /** The address of the partner's administrator. */
  email: string;
  password: string;
}

/** Creates a partner in this system, with an administrator who can sign in. */
export async function makePartner(system: System, name: string): Promise<TestPartner> {
  const credentials = {
    email: `admin@${name.toLowerCase().replaceAll(" ", "-")}.example`,
    password: "correct horse battery",
  };
  const program = startNode(
    ["--import", "tsx", "e2e/add-partner.ts", name, credentials.email, credentials.password],
    system.env,
  );
  const line = await program.waitForLine("partner: ");
  await program.whenEnded;
  return { id: line.slice("partner: ".length), name, ...credentials };
}
