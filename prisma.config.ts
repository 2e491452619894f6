import { defineConfig } from "prisma/config";

/** For the Prisma command line only; the product passes the address of the database to the client itself (lib/db.ts). */
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations", seed: "node --import tsx prisma/seed.ts" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
