"use client";

import Link from "next/link";
import { useState } from "react";
import { Section } from "@/components/domain/section";
import { randomPassword } from "@/components/people/random-password";
import { ShownOnce } from "@/components/people/shown-once";
import { Button } from "@/components/ui/button";
import type { PresetPartner } from "../../../integrations/partners/preset-partner";
import type { RoleChoice } from "../role-choices";
import { type NewPerson, NewUserForm } from "./new-user-form";

/** The form, and once somebody was added what to hand over to them. */
export function NewUser({
  roles,
  firstPassword,
  ...preset
}: {
  roles: RoleChoice[];
  firstPassword: string;
} & PresetPartner) {
  const [password, setPassword] = useState(firstPassword);
  const [added, setAdded] = useState<NewPerson | null>(null);
  if (!added) return <NewUserForm roles={roles} {...preset} password={password} onAdded={setAdded} />;
  return (
    <Section
      title={`${added.name} can sign in now`}
      description="Give them the address of this portal, their e-mail address and this password. It is shown only once; they can change it in their profile."
    >
      <p>
        E-mail address: <span className="font-medium wrap-anywhere">{added.email}</span>
      </p>
      <ShownOnce label="Initial password" value={added.password} />
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link href="/administration/people/users">Done</Link>
        </Button>
        <Button
          variant="outline"
          onClick={() => {
            setPassword(randomPassword());
            setAdded(null);
          }}
        >
          Add another user
        </Button>
      </div>
    </Section>
  );
}
