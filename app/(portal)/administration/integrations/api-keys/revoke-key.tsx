"use client";

import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import { revokeApiKeyAction } from "./actions";
import type { KeyRow } from "./key-row";

/** Ends a key for good, after asking. */
export function RevokeKey({ id, name, prefix }: Pick<KeyRow, "id" | "name" | "prefix">) {
  const [acting, act] = useAction();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm" aria-disabled={acting}>
          {acting ? "Revoking…" : "Revoke…"}
          <span className="sr-only"> {name}</span>
        </Button>
      }
      title={`Revoke “${name}”?`}
      description={`What calls the API with ${prefix}… is rejected within five seconds. This cannot be undone.`}
      confirm="Revoke key"
      onConfirm={() => act(() => revokeApiKeyAction(id), `“${name}” is revoked.`)}
    />
  );
}
