"use client";

import Link from "next/link";
import { CodeBlock, TextWithCode } from "@/components/developers/code";
import { Section } from "@/components/domain/section";
import { Button } from "@/components/ui/button";
import { SecretShownOnce } from "@/components/users/secret-shown-once";
import type { Verification } from "@/lib/sources/schema";
import type { SystemChoice } from "../form/system-choice";
import { sourceHref } from "../source-href";
import { buildTryCommand } from "./build-try-command";
import { FirstMessage } from "./first-message";

export interface CreatedSourceProps {
  id: string;
  url: string;
  system: SystemChoice;
  verification: Verification;
  key: string;
}

/** The URL of a new source, how to set up the system, a command to try it, and the arrival of the first message. */
export function CreatedSource({ id, url, system, verification, key }: CreatedSourceProps) {
  const tryCommand = buildTryCommand({ url, system: system.id, verification, key });
  return (
    <div className="grid grid-cols-1 gap-5">
      <Section
        title="Source created"
        description="Copy the URL now: it is shown only once. Everyone who has it can send messages, so treat it like a key."
      >
        <SecretShownOnce noun="URL" value={url} />
        <FirstMessage sourceId={id} />
        <Button asChild className="w-fit">
          <Link href={sourceHref(id)}>Open the source</Link>
        </Button>
      </Section>
      <Section title={`Set up ${system.title}`}>
        <p className="max-w-prose whitespace-pre-line">
          <TextWithCode text={system.instructions} />
        </p>
      </Section>
      {tryCommand !== null && (
        <Section
          title="Try it"
          description={
            verification.kind === "none"
              ? "Sends a message as the system does. It makes a real event, which your webhooks deliver."
              : "Sends a message as the system does. It makes a real event, which your webhooks deliver. Put the key of the source into the variable KEY first."
          }
        >
          <CodeBlock label="command" code={tryCommand} />
        </Section>
      )}
    </div>
  );
}
