import { makeScope, type Scope } from "../scope/scope";
import { checkSession, type LiveSession } from "./sessions";

/** What the person of a session that was just checked may do. */
export function toScope(session: LiveSession): Scope {
  const { user, permissions } = session;
  return makeScope({
    actor: { kind: "user", id: user.id, name: user.email },
    partnerId: user.partnerId,
    permissions,
  });
}

/** The scope of the person whose session this is, or null when it has ended. `touch` as in checkSession. */
export async function loadSessionScope(
  sessionId: string,
  options: { now?: Date; touch?: boolean } = {},
): Promise<Scope | null> {
  const session = await checkSession(sessionId, options);
  return session && toScope(session);
}
