// This file uses only Node's builtins, and only syntax that an old Node can parse.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

/** Exits with advice when this Node is older than package.json requires ("engines"). */
export function checkNodeVersion() {
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Hookledger needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  console.error("Install Node 24 (https://nodejs.org, or nvm install 24), then run the same command again.");
  process.exit(1);
}
