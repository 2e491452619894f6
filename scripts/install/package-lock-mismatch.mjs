/**
 * Returns whether the output of `npm ci` says that it failed because package.json and package-lock.json differ. The code EUSAGE
 * is not enough: other failures, such as a missing lock file, have it too. npm 10 and 11 print the same message.
 */
export function isPackageLockMismatch(output) {
  return (
    /^npm (error|ERR!) code EUSAGE$/m.test(output) &&
    /package\.json and package-lock\.json .*in sync/.test(output)
  );
}
