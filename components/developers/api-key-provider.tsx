"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const ApiKeyContext = createContext("");

/** Provides the API key for requests from this page. The key is kept only in memory: leaving or reloading the page loses it. */
export function ApiKeyProvider({ children }: { children: ReactNode }) {
  const [key, setKey] = useState("");
  return (
    <ApiKeyContext value={key}>
      <Field
        label="API key for requests from this page"
        hint="Never stored: the key is lost when you leave or reload this page."
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
    </ApiKeyContext>
  );
}

export function useApiKey(): string {
  return useContext(ApiKeyContext);
}
