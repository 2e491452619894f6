/** The adapters of Fineract's and Embarc's clients (lib/adapters/fineract): their two calls, under each of their bases. */
const fineractPaths = ["", "/api/v1", "/fineract-provider/api/v1"].flatMap((base) => [
  { source: `${base}/hooks/:path*`, destination: "/api/v1/hooks/:path*" },
  { source: `${base}/authentication`, destination: "/api/v1/authentication" },
]);

/** The Mifos web app runs at another origin. It signs in by a header, so there is no cookie that this could lend out. */
const forAnyOrigin = [
  { key: "Access-Control-Allow-Origin", value: "*" },
  { key: "Access-Control-Allow-Methods", value: "GET, POST, PUT, DELETE" },
  { key: "Access-Control-Allow-Headers", value: "Authorization, Content-Type, Fineract-Platform-TenantId" },
  { key: "Access-Control-Max-Age", value: "3600" },
];

/** @type {import("next").NextConfig} */
export default {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // In development Next prints what server actions are called with: keys, in our case.
  logging: { serverFunctions: false },
  // pageScope answers a missing permission with forbidden(): a real 403 and app/forbidden.tsx.
  experimental: { authInterrupts: true },
  // These open files of their own package or load native code at run time, so they stay where npm put them.
  serverExternalPackages: ["@prisma/adapter-pg", "inngest", "nodemailer", "undici"],
  allowedDevOrigins: ["127.0.0.1"],
  rewrites: async () => [
    // Plexe runs on ASP.NET, where a path is the same in any case; a rewrite's source fits any case too.
    { source: "/api/webhook/:operation", destination: "/api/Webhook/:operation" },
    ...fineractPaths.filter(({ source, destination }) => source !== destination),
  ],
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "same-origin" },
      ],
    },
    ...fineractPaths.map(({ source }) => ({ source, headers: forAnyOrigin })),
  ],
};
