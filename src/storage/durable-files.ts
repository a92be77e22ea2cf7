import { closeSync, fsyncSync, openSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { endProcess } from './embedded-end.ts';

/** The part of PGlite's in-process file system that reaches the files of the host. */
interface HostFiles {
  readonly stream_ops: {
    fsync?: (stream: HostStream) => number;
    write: (stream: HostStream, ...rest: unknown[]) => number;
  };
  realPath(node: unknown): string;
}

interface HostStream {
  readonly node: unknown;
  /** The file descriptor of the host; absent for a directory. */
  readonly nfd?: number | null;
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
    return endProcess((error as NodeJS.ErrnoException).code ?? String(error));
  }
}

/** PostgreSQL survives a table that cannot be written, but not its log. */
function guardLog(files: HostFiles): HostFiles['stream_ops']['write'] {
  const { write } = files.stream_ops;
  return (stream, ...rest) => {
    try {
      return write(stream, ...rest);
    } catch (error) {
      if (!files.realPath(stream.node).includes('/pg_wal/')) throw error;
      return endProcess(`its log cannot be written, error ${(error as { errno?: number }).errno}`);
    }
  };
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
      host.stream_ops.write = guardLog(host);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), install] } };
  };
  return files;
}
