// Writes to an embedded database whose disk then fails, and tells what was acknowledged.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [sources, stateDir, failure] = process.argv.slice(2);
const { openStorage } = await import(`${sources}/storage/open-storage.js`);
const quiet = () => {};
const storage = await openStorage({
  stateDir,
  log: { info: quiet, warn: quiet, error: quiet },
  cryptography: { digest: (text) => text },
});
await storage.settings.set('before', 'the failure');
process.stdout.write('acknowledged before\n');
const broken = (code) => Object.assign(new Error('the disk is broken'), { code });
if (failure === 'sync') {
  fs.fsyncSync = () => {
    throw broken('EIO');
  };
} else {
  const { writeSync } = fs;
  fs.writeSync = (file, ...rest) => {
    if (fs.readlinkSync(`/proc/self/fd/${file}`).includes('/pg_wal/')) throw broken('ENOSPC');
    return writeSync(file, ...rest);
  };
}
syncBuiltinESMExports();
await storage.settings.set('after', 'the failure');
process.stdout.write('acknowledged after\n');
