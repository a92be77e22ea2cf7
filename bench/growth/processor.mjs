import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { pin } from '../processes.mjs';

/** Microseconds of a tick of the clock of /proc. */
const tick = 1_000_000 / (Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout) || 100);

/** Whether it can be told here what processes use that are not ours: Linux alone. */
export const canTell = process.platform === 'linux';

/** What is known of a process; null where it has ended meanwhile. */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may have spaces and parentheses in it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((at) => Number(fields[at]));
    return { pid: Number(pid), parent, used: (user + system) * tick, ofEnded: (endedUser + endedSystem) * tick };
  } catch {
    return null;
  }
}

/** A process and all that descend from it. */
function familyOf(pid) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readStat)
    .filter((stat) => stat !== null);
  const within = all.filter((stat) => stat.pid === pid);
  for (const stat of within) within.push(...all.filter(({ parent }) => parent === stat.pid));
  return within;
}

/** Microseconds of processor that a process and its children have used, those included that have ended; 0 elsewhere. */
export function processorOf(pid) {
  if (!canTell) return 0;
  return familyOf(pid).reduce((sum, { ofEnded, used }) => sum + used + ofEnded, 0);
}

/** Binds a process and its children, and whatever they start from now on, to a core or to several (`0,1`). */
export function pinFamily(pid, core) {
  for (const each of canTell ? familyOf(pid) : []) pin(each.pid, core);
}
