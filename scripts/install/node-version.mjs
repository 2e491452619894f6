// Builtins only, in syntax that an old Node can parse.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

/** Ends the process, saying what to do, when this Node is older than the one of package.json ("engines"). */
export function checkNodeVersion() {
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Hookledger needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  console.error(
    "Install a current one (https://nodejs.org, or nvm install 22), then run the same command again.",
  );
  process.exit(1);
}
