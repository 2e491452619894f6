"use client";

import { useEffect, useRef, useState } from "react";

const pauseMs = 400;

/**
 * What `ask` answers for the newest `question`, asked once typing pauses. An answer that comes after a newer question
 * was asked is left out.
 * @param question compared as text; null asks nothing.
 */
export function useDebounced<Question, Answer>(
  question: Question | null,
  ask: (question: Question) => Promise<Answer>,
): { answer: Answer | null; waiting: boolean } {
  const text = question === null ? null : JSON.stringify(question);
  const [answered, setAnswered] = useState<{ text: string; answer: Answer } | null>(null);
  const asking = useRef(ask);
  useEffect(() => {
    asking.current = ask;
  });
  useEffect(() => {
    if (text === null) return;
    let newer = false;
    const timer = setTimeout(async () => {
      const answer = await asking.current(JSON.parse(text));
      if (!newer) setAnswered({ text, answer });
    }, pauseMs);
    return () => {
      newer = true;
      clearTimeout(timer);
    };
  }, [text]);
  return {
    answer: text === null ? null : (answered?.answer ?? null),
    waiting: text !== null && answered?.text !== text,
  };
}
