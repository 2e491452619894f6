"use client";

import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { Section } from "@/components/domain/section";
import { Time } from "@/components/domain/time";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import { setDisabledAction } from "./actions";

/** Disables a user, or enables them again. */
export function AccessSection({
  userId,
  name,
  disabledAt,
}: {
  userId: string;
  name: string;
  disabledAt: string | null;
}) {
  const [changing, run] = useAction();
  if (disabledAt) {
    return (
      <Section title="Access">
        <p>
          Disabled <Time iso={disabledAt} />: {name} cannot sign in.
        </p>
        <Button
          className="w-fit"
          aria-disabled={changing}
          onClick={() => run(() => setDisabledAction(userId, false), `${name} can sign in again.`)}
        >
          {changing ? "Enabling…" : "Enable"}
        </Button>
      </Section>
    );
  }
  return (
    <Section title="Access" description="A disabled user stays in the history and the audit trail.">
      <ConfirmDialog
        trigger={
          <Button variant="outline" className="w-fit text-destructive" aria-disabled={changing}>
            {changing ? "Disabling…" : "Disable…"}
          </Button>
        }
        title={`Disable ${name}?`}
        description="Their sessions will end immediately, and they will not be able to sign in until they are enabled again."
        confirm={`Disable ${name}`}
        onConfirm={() => run(() => setDisabledAction(userId, true), `${name} is disabled.`)}
      />
    </Section>
  );
}
