// Opens the database of a state directory and counts every few milliseconds. Tells how often it has.
import { randomUUID } from 'node:crypto';

const [sources, stateDir] = process.argv.slice(2);
const { openStorage } = await import(`${sources}/storage/open-storage.js`);
const { createCryptography } = await import(`${sources}/crypto/cryptography.js`);

const quiet = () => {};
const log = { info: quiet, warn: quiet, error: quiet };
const storage = await openStorage({ stateDir, log, cryptography: createCryptography(new Uint8Array(32)) });
process.stdout.write('counting\n');
const unknown = randomUUID();
let counted = 0;
setInterval(() => {
  storage.activityCounter.called(unknown);
  counted += 1;
  process.stdout.write(`counted ${Date.now()} ${counted}\n`);
}, 5);
