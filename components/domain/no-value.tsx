/** An empty table cell: a dash on the screen, text for screen readers. */
export function NoValue({ children }: { children: string }) {
  return (
    <>
      <span aria-hidden>–</span>
      <span className="sr-only">{children}</span>
    </>
  );
}
