/** A dash for the eye, words for who hears the table. */
export function NoValue({ children }: { children: string }) {
  return (
    <>
      <span aria-hidden>–</span>
      <span className="sr-only">{children}</span>
    </>
  );
}
