// Short file: this scope has every permission, so only the seed, the operator's commands and the set-up page may use it.
import { allPermissions } from "./permissions";
import { makeScope, type Scope } from "./scope";

/** Returns the scope of Hookledger itself, which has every permission: for the seed, the operator's commands and the set-up page. */
export function systemScope(name = "Hookledger"): Scope {
  return makeScope({
    actor: { kind: "system", id: null, name },
    partnerId: null,
    permissions: allPermissions,
  });
}
