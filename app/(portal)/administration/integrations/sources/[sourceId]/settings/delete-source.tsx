"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "sonner";
import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { Section } from "@/components/domain/section";
import { rejectMissingResponse } from "@/components/form/action-result";
import { Button } from "@/components/ui/button";
import { deleteSourceAction } from "../../actions";
import { sourcesPath } from "../../source-href";

export function DeleteSource({ sourceId, name }: { sourceId: string; name: string }) {
  const router = useRouter();
  const [deleting, startDeleting] = useTransition();
  const remove = () =>
    startDeleting(async () => {
      const result = await deleteSourceAction(sourceId).catch(rejectMissingResponse);
      if (!result.ok) return void toast.error(result.message);
      toast.success(`Deleted “${name}”.`);
      router.replace(sourcesPath);
    });
  return (
    <Section title="Delete" description="Its events stay. Messages that wait still become events.">
      <ConfirmDialog
        trigger={
          <Button variant="outline" className="w-fit text-destructive" aria-disabled={deleting}>
            {deleting ? "Deleting…" : "Delete source…"}
          </Button>
        }
        title={`Delete “${name}”?`}
        description="Its URL stops working, and its messages can no longer be opened. This cannot be undone."
        confirm="Delete source"
        onConfirm={remove}
      />
    </Section>
  );
}
