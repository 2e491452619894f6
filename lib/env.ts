import { z } from "zod";
import { toConnectionOptions } from "./database/connection-options";
import { parseNetworks } from "./http/networks";

const flagSchema = z.stringbool({
  truthy: ["1", "true", "yes", "on"],
  falsy: ["0", "false", "no", "off", ""],
});
const portSchema = z.coerce.number().int().min(0).max(65_535);
const daysWithDefault = (fallback: number) => z.coerce.number().int().min(1).max(36_500).default(fallback);

function isTimeZone(name: string): boolean {
  try {
    return Boolean(Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** An origin that may show /embed in a frame, as a source of CSP's frame-ancestors: its host may begin with "*.", its port may be "*". */
const embedOriginPattern = /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:(\d{1,5}|\*))?$/i;

const oidcSettingNames = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

/**
 * The settings of the web and worker processes. `.env.example` describes them, and two that are read elsewhere:
 * HOOKLEDGER_LOG_LEVEL (lib/log.ts) and HOOKLEDGER_DATA_DIR (`npm start`).
 */
const envSchema = z
  .object({
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must be a postgresql:// address")
      .superRefine((address, context) => {
        try {
          toConnectionOptions(address);
        } catch (error) {
          context.addIssue({ code: "custom", message: (error as Error).message });
        }
      }),
    HOOKLEDGER_DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(16),
    PORT: portSchema.default(3000),
    /** The port on which a worker listens for an Inngest server; if not set, the port after PORT. */
    HOOKLEDGER_WORKER_PORT: portSchema.optional(),
    HOOKLEDGER_WORKER_HOST: z.string().default("127.0.0.1"),
    NEXTAUTH_URL: z.url().optional(),
    NEXTAUTH_SECRET: z.string().min(16, "must have at least 16 characters"),
    HOOKLEDGER_ADMIN_EMAIL: z.email().optional(),
    HOOKLEDGER_ADMIN_PASSWORD: z.string().min(10, "must have at least 10 characters").optional(),
    /** Whether there are demo users with public passwords, demo data and a receiver. If it is not set, `npm start` decides. */
    HOOKLEDGER_DEMO: flagSchema.default(false),
    /** 32 bytes in base64: the key that seals secrets. After commas, further keys that only unseal: earlier ones, or the next one. */
    HOOKLEDGER_ENCRYPTION_KEY: z
      .string()
      .transform((text) => text.split(",").map((part) => Buffer.from(part.trim(), "base64")))
      .refine((keys) => keys.every((key) => key.length === 32), "must be base64 of exactly 32 bytes"),
    HOOKLEDGER_ALLOWED_NETWORKS: z
      .string()
      .default("")
      .transform((text, context) => {
        try {
          return parseNetworks(text);
        } catch (error) {
          context.addIssue({ code: "custom", message: (error as Error).message });
          return z.NEVER;
        }
      }),
    /** The origins of the applications that may show portal links in a frame. */
    HOOKLEDGER_EMBED_ORIGINS: z
      .string()
      .default("")
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .refine(
        (origins) => origins.every((origin) => embedOriginPattern.test(origin)),
        "must be origins such as https://servicing.bank.example, separated by commas",
      ),
    /** The lender's time zone, an IANA name such as America/New_York. */
    HOOKLEDGER_TIME_ZONE: z.string().refine(isTimeZone, "must be an IANA time zone name").default("UTC"),
    /** Whether a trusted reverse proxy in front of Hookledger sets X-Forwarded-For. */
    HOOKLEDGER_TRUST_PROXY: flagSchema.default(false),
    /** Limits of a partner: the requests per second with each of its API keys, in each process, and the number of webhooks. */
    HOOKLEDGER_PARTNER_REQUESTS_PER_SECOND: z.coerce.number().int().min(1).max(1_000_000).default(500),
    HOOKLEDGER_PARTNER_WEBHOOKS: z.coerce.number().int().min(1).max(1_000_000).default(100),
    /** A tenant's events are rejected while more than this number of its deliveries are due. */
    HOOKLEDGER_MAX_DUE_DELIVERIES: z.coerce.number().int().min(1).max(1_000_000_000).default(1_000_000),
    HOOKLEDGER_BODY_RETENTION_DAYS: daysWithDefault(90),
    HOOKLEDGER_ATTEMPT_RETENTION_DAYS: daysWithDefault(396),
    /** How long an idempotency key is remembered. */
    HOOKLEDGER_IDEMPOTENCY_DAYS: daysWithDefault(30),
    /** The URL of the lender's Fineract API, for the header X-Fineract-Endpoint of new hooks. Ends with a slash, as in Fineract. */
    HOOKLEDGER_FINERACT_ENDPOINT: z
      .url({ protocol: /^https?$/ })
      .transform((url) => new URL(url.endsWith("/") ? url : `${url}/`).href)
      .refine((url) => url.length <= 500, "The URL can have at most 500 characters.")
      .refine((url) => !/[?#]|\/\/[^/]*@/.test(url), "Leave out user, password, query and fragment.")
      .refine((url) => !/\/v1\/$/.test(url), "Leave out the version: the URL ends with /api/.")
      .optional(),
    /** An OpenID Connect provider for sign-in; all three settings are required together. */
    OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    SMTP_URL: z.url().optional(),
    SMTP_FROM: z.string().default("Hookledger <hookledger@localhost>"),
    INNGEST_BASE_URL: z.url().optional(),
    INNGEST_EVENT_KEY: z.string().optional(),
    INNGEST_SIGNING_KEY: z.string().optional(),
  })
  .superRefine((given, context) => {
    const missing = oidcSettingNames.filter((name) => !given[name]);
    if (missing.length === oidcSettingNames.length) return;
    for (const name of missing) context.addIssue({ code: "custom", path: [name], message: "is not set" });
  })
  .transform((given) => ({
    ...given,
    HOOKLEDGER_WORKER_PORT: given.HOOKLEDGER_WORKER_PORT ?? given.PORT + 1,
  }));

export type Env = z.infer<typeof envSchema>;

let parsedEnv: Env | undefined;

/**
 * The validated environment, read once. Throws one error that names every invalid setting and its requirement, so that a
 * process with invalid settings ends at its start and not at the first delivery.
 */
export function env(): Env {
  if (parsedEnv) return parsedEnv;
  const nonEmptyVariables = Object.fromEntries(
    Object.entries(process.env).filter(([, value]) => value !== ""),
  );
  const result = envSchema.safeParse(nonEmptyVariables);
  if (!result.success) {
    const lines = result.error.issues.map(({ path, message }) => {
      const name = path.join(".");
      return `  ${name}: ${name in nonEmptyVariables ? message : "is not set"}`;
    });
    throw new Error(`Invalid settings (see .env.example):\n${lines.join("\n")}`);
  }
  parsedEnv = result.data;
  return parsedEnv;
}

/**
 * Reads the environment again at the next use.
 * @internal Only tests change it.
 */
export function resetEnv(): void {
  parsedEnv = undefined;
}
