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
    // Embarc documents /hooks beside /api/v1/hooks; clients of Fineract put its own prefix before it.
    ...["", "/fineract-provider/api/v1"].flatMap((base) => [
      { source: `${base}/hooks/:path*`, destination: "/api/v1/hooks/:path*" },
      { source: `${base}/authentication`, destination: "/api/v1/authentication" },
    ]),
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
  ],
};
