import { closeSync, fsyncSync, openSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** The parts of PGlite's in-process file system that reach the files of the host. */
interface HostModule {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: HostStream) => number };
    realPath(node: unknown): string;
  };
  readonly FS: { readonly streams: readonly (HostStream | null | undefined)[] };
}

interface HostStream {
  readonly node: unknown;
  /** The file descriptor of the host; absent for a directory. */
  readonly nfd?: number | null;
}

/** The number that stands for an input/output error (WASI `errno::io`). */
const ioError = 29;

function sync({ NODEFS }: HostModule, stream: HostStream): number {
  try {
    if (typeof stream.nfd === 'number') {
      fsyncSync(stream.nfd);
      return 0;
    }
    const directory = openSync(NODEFS.realPath(stream.node), 'r');
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
    return 0;
  } catch {
    return ioError;
  }
}

export interface DurableFiles {
  readonly files: NodeFS;
  /** Closes what a database that failed has left open. */
  abandon(): void;
}

/**
 * The files of an embedded database. PGlite's own file system ignores every fsync; here they reach the disk, so that
 * what was committed survives a power cut and not only the end of the process (ADR 0003).
 */
export function createDurableFiles(directory: string): DurableFiles {
  const files = new NodeFS(directory);
  let host: HostModule | null = null;
  const initialise = files.init.bind(files);
  files.init = async (pglite, options) => {
    const { emscriptenOpts } = await initialise(pglite, options);
    const install = (module: unknown) => {
      const installed = module as HostModule;
      installed.NODEFS.stream_ops.fsync = (stream) => sync(installed, stream);
      host = installed;
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), install] } };
  };
  return {
    files,
    abandon() {
      for (const stream of host?.FS.streams ?? []) {
        if (typeof stream?.nfd === 'number') closeSync(stream.nfd);
      }
      host = null;
    },
  };
}
