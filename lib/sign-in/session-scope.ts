import { makeScope, type Scope } from "../scope/scope";
import { checkSession, type LiveSession } from "./sessions";

/** The scope of the user of a session that was just checked. */
export function toScope(session: LiveSession): Scope {
  const { user, permissions } = session;
  return makeScope({
    actor: { kind: "user", id: user.id, name: user.email },
    partnerId: user.partnerId,
    permissions,
  });
}

/** The scope of the user of this session, or null when it has ended. `touch` as in checkSession. */
export async function loadSessionScope(
  sessionId: string,
  options: { now?: Date; touch?: boolean } = {},
): Promise<Scope | null> {
  const session = await checkSession(sessionId, options);
  return session && toScope(session);
}
