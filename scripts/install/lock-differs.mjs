/**
 * Whether `npm ci` rejected because package.json and package-lock.json differ, by its output. It has the code EUSAGE for
 * other things as well (no lock file at all); npm 10 and 11 say this one in the same words.
 */
export function lockDiffers(output) {
  return (
    /^npm (error|ERR!) code EUSAGE$/m.test(output) &&
    /package\.json and package-lock\.json .*in sync/.test(output)
  );
}
