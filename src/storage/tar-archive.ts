import { mkdir, open } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';

const block = 512;

interface TarEntry {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly content: Uint8Array;
}

function readText(header: Uint8Array, from: number, to: number): string {
  const field = header.subarray(from, to);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end)).trim();
}

/** Reads the regular files and directories of a tar archive (POSIX.1-1988 ustar). */
function* readTar(archive: Uint8Array): Generator<TarEntry> {
  for (let at = 0; at + block <= archive.length; ) {
    const header = archive.subarray(at, at + block);
    const name = readText(header, 0, 100);
    if (name === '') return;
    const prefix = readText(header, 345, 500);
    const size = Number.parseInt(readText(header, 124, 136) || '0', 8);
    const type = readText(header, 156, 157);
    const content = archive.subarray(at + block, at + block + size);
    if (content.length !== size) throw new Error('the archive is cut off');
    yield { name: prefix === '' ? name : `${prefix}/${name}`, isDirectory: type === '5', content };
    at += block + Math.ceil(size / block) * block;
  }
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes sure that the names in a directory survive a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

const filesAtOnce = 32;

/** Unpacks a tar archive into a new directory, down to the disk. @throws Error for a name that leaves the directory. */
export async function extractTar(archive: Uint8Array, directory: string): Promise<void> {
  const directories = new Set<string>([directory]);
  const files: { path: string; content: Uint8Array }[] = [];
  for (const entry of readTar(archive)) {
    const path = join(directory, normalize(`${sep}${entry.name}`));
    for (let parent = entry.isDirectory ? path : dirname(path); !directories.has(parent); parent = dirname(parent)) {
      directories.add(parent);
    }
    if (!entry.isDirectory) files.push({ path, content: entry.content });
  }
  for (const path of directories) await mkdir(path, { recursive: true, mode: 0o700 });
  const queue = files.values();
  const writers = Array.from({ length: filesAtOnce }, async () => {
    for (const { path, content } of queue) await writeDurably(path, content);
  });
  await Promise.all(writers);
  for (const path of directories) await syncDirectory(path);
}
