// A load: so many connections that each do the same work again and again. Told by a message, answers with one.
import { bytesOf, headerOf, openConnection } from './connection.mjs';

/** How each kind of work goes: makes what one connection does, which gives true where it went well. */
const kinds = {
  same({ request, host }) {
    const bytes = bytesOf(request, host);
    return () => async (connection) => (await connection.send(bytes)).status === 200;
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

  /** Each connection has a session of its own, gets a code and redeems it. */
  code({ authorize, cookies, redeem, host }) {
    return (number) => {
      const first = bytesOf({ ...authorize, headers: { cookie: cookies[number] } }, host);
      return async (connection) => {
        const { head } = await connection.send(first);
        const code = new URL(headerOf(head, 'location') ?? 'none:').searchParams.get('code');
        const body = `${redeem.body}&code=${encodeURIComponent(code)}`;
        return code !== null && (await connection.send(bytesOf({ ...redeem, body }, host))).status === 200;
      };
    };
  },
};

let counted = null;

async function work(connection, perform) {
  while (connection.isOpen()) {
    const begin = performance.now();
    const good = await perform(connection).catch(() => false);
    if (counted === null) continue;
    if (!good) counted.bad += 1;
    else counted.times.push(performance.now() - begin);
  }
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Counts for so many seconds while the work goes on. */
async function count(seconds) {
  const begin = performance.now();
  counted = { bad: 0, times: [] };
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const { bad, times } = counted;
  counted = null;
  const sorted = Float64Array.from(times).sort();
  const elapsed = (performance.now() - begin) / 1000;
  return { good: times.length, bad, seconds: elapsed, p50: at(sorted, 0.5), p99: at(sorted, 0.99) };
}

process.channel.ref();
process.once('message', async ({ url, kind, connections: wanted, seconds, warmUp, ...job }) => {
  const { host, hostname, port } = new URL(url);
  const make = kinds[kind]({ ...job, host });
  for (let number = 0; number < wanted; number += 1) {
    void work(openConnection({ hostname, port }), make(number));
  }
  // Caches, compilers and connections are warm before anything is counted.
  const { bad, good } = await count(warmUp);
  if (good === 0) throw new Error(`None of ${bad} requests was answered well.`);
  process.send({ warm: true });
  process.once('message', async () => {
    process.send({ result: await count(seconds) });
    process.exit();
  });
});

process.send({ listening: true });
