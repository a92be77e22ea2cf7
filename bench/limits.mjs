// How often one core signs in so many seconds; the bound of everything that signs. Prints it.
import { sign } from 'node:crypto';
import { generateKeys } from './servers/memory-store.mjs';

const [algorithm = 'RS256', seconds = '2'] = process.argv.slice(2);
const { privateKey } = generateKeys(algorithm);
const key = algorithm === 'ES256' ? { key: privateKey, dsaEncoding: 'ieee-p1363' } : privateKey;
const input = Buffer.alloc(400, 'a');

function count(milliseconds) {
  const until = performance.now() + milliseconds;
  let signatures = 0;
  for (; performance.now() < until; signatures += 1) sign('sha256', input, key);
  return signatures;
}

count(300);
const begin = performance.now();
const signatures = count(Number(seconds) * 1000);
process.send({ limit: (signatures * 1000) / (performance.now() - begin) });
process.disconnect();
