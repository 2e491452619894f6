/**
 * Whether `npm ci` failed because package.json and package-lock.json differ, by its output. Other failures have the code EUSAGE
 * too (no lock file at all); npm 10 and 11 word this one in the same way.
 */
export function lockDiffers(output) {
  return (
    /^npm (error|ERR!) code EUSAGE$/m.test(output) &&
    /package\.json and package-lock\.json .*in sync/.test(output)
  );
}
