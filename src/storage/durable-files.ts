import { closeSync, fsyncSync, openSync } from 'node:fs';
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

function sync(files: HostFiles, stream: HostStream): number {
  if (typeof stream.nfd === 'number') {
    fsyncSync(stream.nfd);
    return 0;
  }
  const directory = openSync(files.realPath(stream.node), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
  return 0;
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
