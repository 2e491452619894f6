// Short file: only the engine, the seed and the command line import it; a request never does.
import { allPermissions } from "./permissions";
import { makeScope, type Scope } from "./scope";

/** The scope of Hookledger itself, with every permission: for the engine, the seed and the operator's command line. */
export function systemScope(name = "Hookledger"): Scope {
  return makeScope({
    actor: { kind: "system", id: null, name },
    partnerId: null,
    permissions: allPermissions,
  });
}
