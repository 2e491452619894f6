/** Text in which names stand between backticks, as in the document. */
export function TextWithCode({ text }: { text: string }) {
  return [...text.matchAll(/`([^`]*)`|[^`]+/g)].map(({ 0: plain, 1: code, index }) =>
    code === undefined ? (
      plain
    ) : (
      <code key={index} className="font-mono text-[0.8125rem]">
        {code}
      </code>
    ),
  );
}
