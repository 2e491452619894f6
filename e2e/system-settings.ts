import { randomBytes } from "node:crypto";
import { admin } from "./test-users";

/** The environment of a production build under test: its database, its administrator, and secrets of its own. */
export function makeSystemSettings(databaseUrl: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    HOOKLEDGER_ADMIN_EMAIL: admin.email,
    HOOKLEDGER_ADMIN_PASSWORD: admin.password,
    HOOKLEDGER_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
    HOOKLEDGER_ALLOWED_NETWORKS: "127.0.0.0/8",
    // Tests show /embed in a frame from "localhost"; Hookledger itself is opened as 127.0.0.1, another origin and another site.
    HOOKLEDGER_EMBED_ORIGINS: "http://localhost:*",
    HOOKLEDGER_DEMO: "0",
    PORT: "0",
  };
}
