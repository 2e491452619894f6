import { makeScope, type Scope } from "../scope/scope";
import { checkSession, type LiveSession } from "./sessions";

/** Returns the scope of a live session's user. */
export function toScope(session: LiveSession): Scope {
  const { user, permissions } = session;
  return makeScope({
    actor: { kind: "user", id: user.id, name: user.email },
    partnerId: user.partnerId,
    permissions,
  });
}

/** Returns the scope of a session's user, or null if the session has ended. `touch` is passed to checkSession. */
export async function loadSessionScope(
  sessionId: string,
  options: { now?: Date; touch?: boolean } = {},
): Promise<Scope | null> {
  const session = await checkSession(sessionId, options);
  return session && toScope(session);
}
