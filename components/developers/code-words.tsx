/** Text in which names stand between backticks, as in the document. */
export function CodeWords({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={part} className="font-mono text-[0.8125rem]">
        {part}
      </code>
    ),
  );
}
