/** A hook that hangs from a ledger line. The same drawing is app/icon.svg. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className="size-7 shrink-0">
      <rect width="32" height="32" rx="7" fill="#0d4a5e" />
      <path
        d="M6 9h20M20.5 9v9.5a5.25 5.25 0 0 1-10.5 0V15.5m0 0-3.25 3.25M10 15.5l3.25 3.25"
        fill="none"
        stroke="#fff"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
