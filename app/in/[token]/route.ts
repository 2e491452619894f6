import { readClientAddress } from "@/app/api/auth/client-address";
import { pingEndpoint, receiveEndpoint } from "@/lib/adapters/sources/endpoint";

// In production, the web process serves POST and PUT without Next's router (server.ts).

export const POST = receiveEndpoint(readClientAddress);
export const PUT = POST;
export const GET = pingEndpoint;
