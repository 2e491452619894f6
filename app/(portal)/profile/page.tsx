import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentSession, pageScope } from "@/app/api/auth/current-scope";
import { PageHeader } from "@/components/shell/page-header";
import { listOwnSessions } from "@/lib/sign-in/own-sessions";
import { describeDevice } from "./device-name";
import { PasswordForm } from "./password-form";
import { ProfileForm } from "./profile-form";
import { Sessions } from "./sessions";

export const metadata: Metadata = { title: "Your profile" };

/** The profile page, which every signed-in user can open. */
export default async function ProfilePage() {
  const scope = await pageScope();
  const session = await currentSession();
  if (!session) redirect("/sign-in");
  const { user, role } = session;
  const sessions = (await listOwnSessions(scope)).map((ownSession) => ({
    id: ownSession.id,
    current: ownSession.id === session.id,
    device: describeDevice(ownSession.userAgent),
    userAgent: ownSession.userAgent,
    ip: ownSession.ip,
    signedInAt: ownSession.createdAt.toISOString(),
    lastSeenAt: ownSession.lastSeenAt.toISOString(),
  }));
  const zones = Intl.supportedValuesOf("timeZone");
  return (
    <>
      <PageHeader title="Your profile" description={`${user.email}, ${role.name}`} />
      <div className="grid grid-cols-1 gap-5">
        <ProfileForm
          name={user.name}
          timeZone={user.timeZone}
          zones={zones.includes("UTC") ? zones : ["UTC", ...zones]}
        />
        <PasswordForm email={user.email} />
        <Sessions sessions={sessions} />
      </div>
    </>
  );
}
