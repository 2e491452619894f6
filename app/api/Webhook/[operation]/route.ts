import { plexeEndpoint } from "@/lib/adapters/plexe/endpoint";

/** Plexe's partner API. Its calls are in lib/adapters/plexe/calls.ts. */
export const GET = plexeEndpoint;
export const POST = plexeEndpoint;
