"use client";

import Link from "next/link";
import { useState } from "react";
import { Section } from "@/components/domain/section";
import { Button } from "@/components/ui/button";
import { generatePassword } from "@/components/users/random-password";
import { SecretShownOnce } from "@/components/users/secret-shown-once";
import type { PartnerSelection } from "../../../integrations/partners/partner-selection";
import type { RoleChoice } from "../role-choices";
import { NewUserForm, type NewUserValues } from "./new-user-form";

/** Shows the form and, once the user has been created, the initial password to hand over. */
export function NewUserSteps({
  roles,
  initialPassword,
  ...partnerSelection
}: {
  roles: RoleChoice[];
  initialPassword: string;
} & PartnerSelection) {
  const [password, setPassword] = useState(initialPassword);
  const [created, setCreated] = useState<NewUserValues | null>(null);
  if (!created)
    return <NewUserForm roles={roles} {...partnerSelection} password={password} onCreated={setCreated} />;
  return (
    <Section
      title={`${created.name} can sign in now`}
      description="Give them the address of this portal, their e-mail address and this password. The password is shown only once. They can change it in their profile."
    >
      <p>
        E-mail address: <span className="font-medium wrap-anywhere">{created.email}</span>
      </p>
      <SecretShownOnce noun="initial password" value={created.password} />
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link href="/administration/people/users">Done</Link>
        </Button>
        <Button
          variant="outline"
          onClick={() => {
            setPassword(generatePassword());
            setCreated(null);
          }}
        >
          Add another user
        </Button>
      </div>
    </Section>
  );
}
