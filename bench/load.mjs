// A load: the same request again and again over so many connections. Told by a message, answers with one.
import autocannon from 'autocannon';

/** Each connection has a refresh token of its own, which every answer replaces. */
function rotatingRequest(request, rotating) {
  let next = 0;
  return {
    ...request,
    setupRequest(each, context) {
      context.token ??= rotating[next++ % rotating.length];
      return { ...each, body: `${request.body}&refresh_token=${encodeURIComponent(context.token)}` };
    },
    onResponse(status, body, context) {
      if (status === 200) context.token = JSON.parse(body).refresh_token ?? context.token;
    },
  };
}

function run({ url, request, rotating, connections, seconds }) {
  const requests = [rotating === undefined ? request : rotatingRequest(request, rotating)];
  return autocannon({ url, connections, duration: seconds, requests, timeout: 30 });
}

process.channel.ref();
process.once('message', async (job) => {
  // Caches, compilers and connections are warm before anything is counted.
  const warm = await run({ ...job, seconds: job.warmUp });
  if (warm['2xx'] === 0) throw new Error(`Every answer was refused: ${JSON.stringify(warm.statusCodeStats)}`);
  process.send({ warm: true });
  process.once('message', async () => {
    const { '2xx': good, duration, errors, latency, non2xx, timeouts } = await run(job);
    process.send({
      result: { good, bad: non2xx + errors + timeouts, seconds: duration, p50: latency.p50, p99: latency.p99 },
    });
    process.disconnect();
  });
});

process.send({ listening: true });
