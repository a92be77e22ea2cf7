import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * When a process started, as a text to compare: process ids come back, together with this they do not. Null where
 * there is no such process (a zombie counts as none), and the empty text where the system does not tell.
 */
export async function processStart(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return linuxProcessStart(pid);
  if (!isRunning(pid)) return null;
  if (process.platform === 'win32') return '';
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim();
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ticks since boot and the name of that boot (proc(5)). */
async function linuxProcessStart(pid: number): Promise<string | null> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'latin1'),
      readFile('/proc/sys/kernel/random/boot_id', 'latin1').catch(() => ''),
    ]);
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : `${boot.trim()}:${fields[18]}`;
  } catch {
    return isRunning(pid) ? '' : null;
  }
}
