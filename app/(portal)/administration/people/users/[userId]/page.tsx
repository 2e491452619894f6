import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { pageScope } from "@/app/api/auth/current-scope";
import { Section } from "@/components/domain/section";
import { Time } from "@/components/domain/time";
import { PageHeader } from "@/components/shell/page-header";
import { findUser } from "@/lib/users/queries";
import { userCrumbs } from "../crumbs";
import { listRoleChoices } from "../role-choices";
import { UserStateBadge } from "../user-state-badge";
import { AccessSection } from "./access-section";
import { AuditLinks } from "./audit-links";
import { PasswordForm } from "./password-form";
import { UserRoleForm } from "./user-role-form";

interface Props {
  params: Promise<{ userId: string }>;
}

const loadUser = cache(async (userId: string) => {
  const scope = await pageScope("users:write");
  const user = await findUser(scope, userId);
  if (!user) notFound();
  return { scope, user };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { user } = await loadUser((await params).userId);
  return { title: user.name };
}

export default async function UserPage({ params }: Props) {
  const { scope, user } = await loadUser((await params).userId);
  const { id, name, email, role, partner, disabledAt, createdAt } = user;
  const isOwnAccount = scope.actor.id === id;
  return (
    <>
      <PageHeader
        title={name}
        crumbs={userCrumbs}
        description={
          <span className="flex flex-wrap items-center gap-x-2">
            <UserStateBadge state={disabledAt ? "disabled" : "active"} />
            <span className="wrap-anywhere">{email}</span>
            <span>
              {partner ? `${partner.name} user` : "Lender user"}, added <Time iso={createdAt.toISOString()} />
            </span>
          </span>
        }
      />
      <div className="grid grid-cols-1 gap-5">
        {isOwnAccount ? (
          <Section title="Your account" description="You cannot change your own role or disable yourself.">
            <p>Your role is {role.name}. Your name, password and sessions are in your profile.</p>
          </Section>
        ) : (
          <>
            <UserRoleForm userId={id} name={name} role={role} roles={await listRoleChoices(scope)} />
            <PasswordForm userId={id} name={name} />
            <AccessSection userId={id} name={name} disabledAt={disabledAt?.toISOString() ?? null} />
          </>
        )}
        <AuditLinks userId={id} email={email} />
      </div>
    </>
  );
}
