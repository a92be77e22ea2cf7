// A load: so many connections that each do the same work again and again. Told by a message, answers with one.
import { createHash, randomBytes } from 'node:crypto';
import { bytesOf, headerOf, openConnection } from './connection.mjs';

/** How each kind of work goes: makes what one connection does, which gives true where it went well. */
const kinds = {
  same({ request, host }) {
    const bytes = bytesOf(request, host);
    return () => async (connection) => (await connection.send(bytes)).status === 200;
  },

  /** The next request of all connections ends with the next of many bodies, so that each is sent as rarely as can be. */
  cycling({ request, bodies, host }) {
    let sent = 0;
    return () => async (connection) => {
      const body = request.body + bodies[sent % bodies.length];
      sent += 1;
      return (await connection.send(bytesOf({ ...request, body }, host))).status === 200;
    };
  },

  /** Each connection has a refresh token of its own, which every answer replaces. */
  rotating({ request, tokens, host }) {
    return (number) => {
      let token = tokens[number];
      return async (connection) => {
        const body = `${request.body}&refresh_token=${encodeURIComponent(token)}`;
        const { body: answer, status } = await connection.send(bytesOf({ ...request, body }, host));
        if (status !== 200) return false;
        token = JSON.parse(answer).refresh_token ?? token;
        return true;
      };
    };
  },

  /** Each connection has a session of its own, gets a code for a verifier that it draws anew, and redeems it. */
  code({ authorize, cookies, redeem, host }) {
    return (number) => {
      const headers = { cookie: cookies[number] };
      return async (connection) => {
        const verifier = randomBytes(32).toString('base64url');
        const challenge = createHash('sha256').update(verifier).digest('base64url');
        const path = `${authorize.path}&code_challenge=${challenge}`;
        const { head } = await connection.send(bytesOf({ ...authorize, path, headers }, host));
        const code = new URL(headerOf(head, 'location') ?? 'none:').searchParams.get('code');
        if (code === null) return false;
        const body = `${redeem.body}&code_verifier=${verifier}&code=${encodeURIComponent(code)}`;
        return (await connection.send(bytesOf({ ...redeem, body }, host))).status === 200;
      };
    };
  },
};

let counted = null;
let lastAnswer = performance.now();

/** Milliseconds. */
const tick = 5;
let lastTick = performance.now();

/** What the load itself is kept from working by others on its core is no pause of the server. */
setInterval(() => {
  const now = performance.now();
  const stall = now - lastTick - tick;
  lastTick = now;
  if (counted !== null && stall > counted.longestStall) counted.longestStall = stall;
}, tick);

async function work(connection, perform) {
  while (connection.isOpen()) {
    const begin = performance.now();
    const good = await perform(connection).catch(() => false);
    const now = performance.now();
    const pause = now - lastAnswer;
    lastAnswer = now;
    if (counted === null) continue;
    if (pause > counted.longestPause) counted.longestPause = pause;
    if (!good) counted.bad += 1;
    else counted.times.push(now - begin);
  }
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * Counts for so many seconds while the work goes on. The longest pause is the one without an answer on any connection,
 * in milliseconds; one that began before is counted where it ends. The longest stall is how long the load stood still.
 */
async function count(seconds) {
  const begin = performance.now();
  counted = { bad: 0, times: [], longestPause: 0, longestStall: 0 };
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const { bad, longestPause, longestStall, times } = counted;
  counted = null;
  const sorted = Float64Array.from(times).sort();
  const elapsed = (performance.now() - begin) / 1000;
  const [p50, p99] = [at(sorted, 0.5), at(sorted, 0.99)];
  return { good: times.length, bad, seconds: elapsed, longestPause, longestStall, p50, p99 };
}

process.channel.ref();
process.once('message', async ({ url, kind, connections: wanted, warmUp, ...job }) => {
  const { host, hostname, port } = new URL(url);
  const make = kinds[kind]({ ...job, host });
  for (let number = 0; number < wanted; number += 1) {
    void work(openConnection({ hostname, port }), make(number));
  }
  // Caches, compilers and connections are warm before anything is counted.
  const { bad, good } = await count(warmUp);
  if (good === 0) throw new Error(`None of ${bad} requests was answered well.`);
  process.send({ warm: true });
  process.on('message', async ({ seconds }) => {
    if (seconds !== undefined) process.send({ result: await count(seconds) });
  });
});
process.once('disconnect', () => process.exit());

process.send({ listening: true });
