/**
 * Whether, by its output, `npm ci` failed because package.json and package-lock.json differ. The code EUSAGE is not enough:
 * other failures (no lock file) have it too. npm 10 and 11 print the same message for this one.
 */
export function isPackageLockMismatch(output) {
  return (
    /^npm (error|ERR!) code EUSAGE$/m.test(output) &&
    /package\.json and package-lock\.json .*in sync/.test(output)
  );
}
