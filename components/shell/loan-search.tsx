"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type SubmitEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Opens the webhook history of the loan whose id is typed in. */
export function LoanSearch() {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);

  function open(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const loanId = input.current?.value.trim();
    if (loanId) router.push(`/loans/${encodeURIComponent(loanId)}/webhooks`);
    else input.current?.focus();
  }

  return (
    <search>
      <form action="/loans" onSubmit={open} className="flex gap-1 px-2 py-1">
        <Input
          ref={input}
          name="loanId"
          aria-label="Loan id"
          placeholder="Loan id"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
        />
        <Button type="submit" variant="outline" size="icon" aria-label="Open the loan's webhooks">
          <Search aria-hidden />
        </Button>
      </form>
    </search>
  );
}
