"use client";

import { useEffect, useRef, useState } from "react";

const typingPauseMs = 400;

/**
 * The result of `load` for the latest `input`, loaded once typing pauses. A result that arrives after the input changed
 * is ignored.
 * @param input compared as JSON; null loads nothing.
 * @param waitMs how long the input must not change; 0 for an input that is selected, not typed.
 */
export function useDebouncedLoad<Input, Result>(
  input: Input | null,
  load: (input: Input) => Promise<Result>,
  waitMs = typingPauseMs,
): { result: Result | null; loading: boolean } {
  const inputJson = input === null ? null : JSON.stringify(input);
  const [loaded, setLoaded] = useState<{ inputJson: string; result: Result } | null>(null);
  const latestLoad = useRef(load);
  useEffect(() => {
    latestLoad.current = load;
  });
  useEffect(() => {
    if (inputJson === null) return;
    let outdated = false;
    const timer = setTimeout(async () => {
      const result = await latestLoad.current(JSON.parse(inputJson));
      if (!outdated) setLoaded({ inputJson, result });
    }, waitMs);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [inputJson, waitMs]);
  return {
    result: inputJson === null ? null : (loaded?.result ?? null),
    loading: inputJson !== null && loaded?.inputJson !== inputJson,
  };
}
