"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import type { Choice } from "@/components/people/choices";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader, DialogTitle, DialogTrigger } from "@/components/ui/dialog";
import { RoleForm } from "./role-form";

export function NewRole({ choices }: { choices: Choice[] }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          Create role…
        </Button>
      </DialogTrigger>
      <DialogContent aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>Create role</DialogTitle>
        </DialogHeader>
        <RoleForm saved={null} choices={choices} onSaved={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
