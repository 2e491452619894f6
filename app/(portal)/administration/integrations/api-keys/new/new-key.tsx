"use client";

import Link from "next/link";
import { useState } from "react";
import { Section } from "@/components/domain/section";
import type { Choice } from "@/components/people/choices";
import { ShownOnce } from "@/components/people/shown-once";
import { Button } from "@/components/ui/button";
import type { PresetPartner } from "../../partners/preset-partner";
import { NewKeyForm } from "./new-key-form";

/** The form, and after the key was created the key itself, once. */
export function NewKey({ scopes, ...preset }: { scopes: Choice[] } & PresetPartner) {
  const [token, setToken] = useState<string | null>(null);
  if (token === null) return <NewKeyForm scopes={scopes} {...preset} onCreated={setToken} />;
  return (
    <Section
      title="API key created"
      description="Copy it now. It is shown only once. Programs send it as “Authorization: Bearer …”."
    >
      <ShownOnce label="API key" value={token} />
      <Button asChild className="w-fit">
        <Link href="/administration/integrations/api-keys">Done</Link>
      </Button>
    </Section>
  );
}
