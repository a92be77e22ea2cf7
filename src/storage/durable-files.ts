import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** The part of PGlite's in-process file system that reaches the files of the host. */
interface HostFiles {
  readonly stream_ops: { fsync?: (stream: HostStream) => number };
  realPath(node: unknown): string;
}

interface HostStream {
  readonly node: unknown;
  /** The file descriptor of the host; absent for a directory. */
  readonly nfd?: number | null;
}

/** The exit code for an input/output error (`EX_IOERR` of sysexits). */
const inputOutputError = 74;

/**
 * PGlite panics when a sync fails, and then blocks the process for ever. Ending it at once is the one way that
 * acknowledges nothing and recovers: the next start replays the log up to what was synced.
 */
function endProcess(error: unknown): never {
  const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  const stderr = 2;
  writeSync(
    stderr,
    `The disk under the embedded database fails (${reason}); the server stops. ` +
      'Nothing that was acknowledged is lost: start it again when the disk works.\n',
  );
  process.exit(inputOutputError);
}

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function sync(files: HostFiles, stream: HostStream): number {
  try {
    if (typeof stream.nfd === 'number') fsyncSync(stream.nfd);
    else syncDirectory(files.realPath(stream.node));
    return 0;
  } catch (error) {
    return endProcess(error);
  }
}

/**
 * The files of an embedded database. PGlite's own file system ignores every fsync; here they reach the disk, so that
 * what was committed survives a power cut and not only the end of the process (see ADR 0003).
 */
export function createDurableFiles(directory: string): NodeFS {
  const files = new NodeFS(directory);
  const initialise = files.init.bind(files);
  files.init = async (pglite, options) => {
    const { emscriptenOpts } = await initialise(pglite, options);
    const install = (module: unknown) => {
      const host = (module as { NODEFS: HostFiles }).NODEFS;
      host.stream_ops.fsync = (stream) => sync(host, stream);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), install] } };
  };
  return files;
}
