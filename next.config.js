/** The paths that Fineract's and Embarc's clients call (lib/adapters/fineract), under each of their base paths. */
const fineractPaths = ["", "/api/v1", "/fineract-provider/api/v1"].flatMap((base) => [
  { source: `${base}/hooks/:path*`, destination: "/api/v1/hooks/:path*" },
  { source: `${base}/authentication`, destination: "/api/v1/authentication" },
]);

/** Lets browser apps at any origin, such as the Mifos web app, call Fineract's paths. They authenticate by header: no cookie is exposed. */
const corsHeaders = [
  { key: "Access-Control-Allow-Origin", value: "*" },
  { key: "Access-Control-Allow-Methods", value: "GET, POST, PUT, DELETE" },
  { key: "Access-Control-Allow-Headers", value: "Authorization, Content-Type, Fineract-Platform-TenantId" },
  { key: "Access-Control-Max-Age", value: "3600" },
];

/** @type {import("next").NextConfig} */
export default {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // In development, Next would log the arguments of server actions, which include keys.
  logging: { serverFunctions: false },
  // Needed for forbidden(), with which pageScope responds if a permission is missing: status 403 and app/forbidden.tsx.
  experimental: { authInterrupts: true },
  // These packages open their own files or load native code at run time, so they must not be bundled.
  serverExternalPackages: ["@prisma/adapter-pg", "inngest", "nodemailer", "undici"],
  allowedDevOrigins: ["127.0.0.1"],
  rewrites: async () => [
    // Plexe runs on ASP.NET, where paths are case-insensitive. Next also ignores case when it matches the source of a rewrite.
    { source: "/api/webhook/:operation", destination: "/api/Webhook/:operation" },
    ...fineractPaths.filter(({ source, destination }) => source !== destination),
    // All other paths of Fineract get the API's 404 in JSON: a web app at another origin cannot read a page.
    { source: "/fineract-provider/:path*", destination: "/api/fineract-provider/:path*" },
  ],
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Referrer-Policy", value: "same-origin" },
      ],
    },
    // The web component that other applications load (docs/embedding.md): a script of type "module" needs CORS.
    { source: "/hookledger-history.js", headers: [{ key: "Access-Control-Allow-Origin", value: "*" }] },
    ...fineractPaths.map(({ source }) => ({ source, headers: corsHeaders })),
    { source: "/fineract-provider/:path*", headers: corsHeaders },
  ],
};
