import { defineConfig } from "prisma/config";

/** Used only by the Prisma command line; the product passes the database's address to the client itself (lib/db.ts). */
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations", seed: "node --import tsx prisma/seed.ts" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
