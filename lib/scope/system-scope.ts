// Short file: only the seed, the operator's commands and the set-up page use it; no other request does.
import { allPermissions } from "./permissions";
import { makeScope, type Scope } from "./scope";

/** The scope of Hookledger itself, with every permission: for the seed, the operator's commands and the set-up page. */
export function systemScope(name = "Hookledger"): Scope {
  return makeScope({
    actor: { kind: "system", id: null, name },
    partnerId: null,
    permissions: allPermissions,
  });
}
