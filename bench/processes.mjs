import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const reportUsage = join(import.meta.dirname, 'report-usage.mjs');

/** Whether processes can be bound to a core here (Linux with util-linux). */
export const canPin = spawnSync('taskset', ['-p', String(process.pid)]).status === 0;

/** Binds a process that runs, and what it starts from now on, to a core or to several (`0,1`). */
export function pin(pid, core) {
  if (canPin) spawnSync('taskset', ['-a', '-cp', String(core), String(pid)]);
}

/** Keeps this process, and what it starts on no core of its own, away from the core of the servers. */
export const pinSelf = (core) => pin(process.pid, core);

/**
 * Starts a Node.js process that tells what it uses. Its errors are shown; what it prints is not.
 * @param {string[]} args the script and its arguments
 */
export function startProcess([script, ...args], { core, env = {} } = {}) {
  const child = fork(script, args, {
    // From the start, so that every thread of it is born on its core.
    ...(canPin &&
      core !== undefined && {
        execPath: 'taskset',
        execArgv: ['-c', String(core), process.execPath, '--import', reportUsage],
      }),
    ...(!(canPin && core !== undefined) && { execArgv: ['--import', reportUsage] }),
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  /** The next message that has a member of this name. @throws where the process ends before */
  async function hear(member) {
    const early = ended.then(([code]) => {
      throw new Error(`${args.join(' ') || script} ended (${code}) without an answer.`);
    });
    early.catch(() => undefined);
    for (;;) {
      const [message] = await Promise.race([once(child, 'message'), early]);
      if (member in message) return message[member];
    }
  }
  return {
    child,
    hear,
    usage() {
      child.send('usage');
      return hear('usage');
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Waits until an address answers with 200. @throws where the process ends before, or after a minute */
export async function untilHealthy(address, { child }) {
  for (let tries = 0; tries < 6_000; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended with ${child.exitCode}.`);
    const answer = await fetch(address).catch(() => null);
    if (answer?.status === 200) return;
    await pause(10);
  }
  throw new Error(`${address} did not become healthy within a minute.`);
}

/** Starts one of the peers. */
export async function startPeer(name, { core, ...wanted }) {
  const script = join(import.meta.dirname, 'servers', `${name}.mjs`);
  const server = startProcess([script], { core, env: { BENCH: JSON.stringify(wanted) } });
  return { ...server, facts: await server.hear('ready') };
}

/** A load: its connections work from now on until it is stopped, and it counts when it is told to. */
export async function startLoad(facts, { connections, core, warmUp }) {
  const load = startProcess([join(import.meta.dirname, 'load.mjs')], { core });
  await load.hear('listening');
  load.child.send({ ...facts, connections, warmUp });
  await load.hear('warm');
  return {
    ...load,
    /** What is answered within so many seconds; times in milliseconds. */
    count(seconds) {
      load.child.send({ seconds });
      return load.hear('result');
    },
  };
}

/** Loads a server and measures: requests per second, milliseconds, microseconds of processor per request, bytes. */
export async function measure(server, { connections, core, seconds, warmUp }) {
  const load = await startLoad(server.facts, { connections, core, warmUp });
  const before = await server.usage();
  const { bad, good, longestPause, p50, p99, seconds: elapsed } = await load.count(seconds);
  const after = await server.usage();
  await load.stop();
  const processor = after.user + after.system - before.user - before.system;
  return {
    perSecond: good / elapsed,
    bad,
    p50,
    p99,
    longestPause,
    processor: processor / Math.max(1, good),
    rss: after.rss,
  };
}
