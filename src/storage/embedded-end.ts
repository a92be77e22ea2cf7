import { writeSync } from 'node:fs';

/** The exit code for an input/output error (`EX_IOERR` of sysexits). */
const inputOutputError = 74;

const stderr = 2;

/**
 * Ends the process, since the embedded database cannot go on. After a panic PGlite never answers again and blocks the
 * process that asks; ending at once is the one way that acknowledges nothing and recovers, because the next start
 * replays the log up to what was synced.
 */
export function endProcess(reason: string): never {
  writeSync(
    stderr,
    `The embedded database fails (${reason}); the server stops. ` +
      'Nothing that was acknowledged is lost: start it again when the disk works and has room.\n',
  );
  process.exit(inputOutputError);
}
