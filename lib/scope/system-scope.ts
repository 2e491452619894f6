import { allPermissions } from "./permissions";
import { makeScope, type Scope } from "./scope";

/** The scope of Hookledger itself: the engine, the seed and the operator's command line. Sees everything. */
export function systemScope(name = "Hookledger"): Scope {
  return makeScope({
    actor: { kind: "system", id: null, name },
    partnerId: null,
    permissions: allPermissions,
  });
}
