"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const TryKeyContext = createContext("");

/** The key for trying calls: in the memory of this page alone, gone when it is closed or loaded anew. */
export function TryKey({ children }: { children: ReactNode }) {
  const [key, setKey] = useState("");
  return (
    <TryKeyContext value={key}>
      <Field
        label="API key for trying calls"
        hint="It stays in this page's memory and is never stored; close the page and it is gone."
        className="mb-5 max-w-md"
      >
        <Input
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder="hl_..."
          className="font-mono"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </Field>
      {children}
    </TryKeyContext>
  );
}

export function useTryKey(): string {
  return useContext(TryKeyContext);
}
