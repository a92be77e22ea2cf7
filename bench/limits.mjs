// How often one core does what bounds a work in so many seconds: signing, or hashing a password. Tells it by a message.
import { sign } from 'node:crypto';
import { generateKeys, person } from './servers/memory-store.mjs';

const [bound = 'RS256', seconds = '2'] = process.argv.slice(2);

function signing() {
  const { privateKey } = generateKeys(bound);
  const key = bound === 'ES256' ? { key: privateKey, dsaEncoding: 'ieee-p1363' } : privateKey;
  const input = Buffer.alloc(400, 'a');
  return () => sign('sha256', input, key);
}

const once = bound === 'argon2id' ? () => person.proved(person.password) : signing();

async function count(milliseconds) {
  const until = performance.now() + milliseconds;
  let times = 0;
  for (; performance.now() < until; times += 1) {
    const done = once();
    // Waiting for what is there already would cost as much as a fast signature.
    if (done instanceof Promise) await done;
  }
  return times;
}

await count(300);
const begin = performance.now();
const times = await count(Number(seconds) * 1000);
process.send({ limit: (times * 1000) / (performance.now() - begin) });
process.disconnect();
