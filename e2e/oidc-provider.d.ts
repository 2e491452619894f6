/** The package oidc-provider includes no types; these are the types of the parts that e2e/oidc-server.ts uses. */
declare module "oidc-provider" {
  import type { RequestListener } from "node:http";

  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    callback(): RequestListener;
  }
}
