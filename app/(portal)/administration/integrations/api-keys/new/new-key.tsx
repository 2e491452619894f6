"use client";

import Link from "next/link";
import { useState } from "react";
import { Section } from "@/components/domain/section";
import type { Choice } from "@/components/people/choices";
import { ShownOnce } from "@/components/people/shown-once";
import { Button } from "@/components/ui/button";
import type { PresetPartner } from "../../partners/preset-partner";
import { NewKeyForm } from "./new-key-form";

/** The form, and once the key was made the key itself. */
export function NewKey({ scopes, ...preset }: { scopes: Choice[] } & PresetPartner) {
  const [token, setToken] = useState<string | null>(null);
  if (token === null) return <NewKeyForm scopes={scopes} {...preset} onMade={setToken} />;
  return (
    <Section
      title="The key is ready"
      description="Copy it now: it is shown this once and cannot be read again. Programs send it as “Authorization: Bearer …”."
    >
      <ShownOnce label="API key" value={token} />
      <Button asChild className="w-fit">
        <Link href="/administration/integrations/api-keys">Done</Link>
      </Button>
    </Section>
  );
}
