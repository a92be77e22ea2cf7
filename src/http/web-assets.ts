import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { Side } from '../access/subject.ts';

/** Where the build puts the applications for browsers. The sources find it there too. */
const folder = fileURLToPath(new URL('../../dist/web', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly packed: Buffer;
}

/** The page of an application, with places for a nonce and for what it has to know. */
export async function readShell(side: Side): Promise<string> {
  return readFile(join(folder, side, 'index.html'), 'utf8');
}

async function readAsset(name: string): Promise<Asset> {
  const plain = await readFile(join(folder, 'assets', name));
  return { type: types[extname(name)] ?? '', plain, packed: await promisify(gzip)(plain) };
}

/** Finds an asset by its name. What is there is known from the start; each is read and packed when first asked for. */
async function openAssets(): Promise<(name: string) => Promise<Asset> | null> {
  const names = await readdir(join(folder, 'assets'));
  const there = new Set(names.filter((name) => extname(name) in types));
  const opened = new Map<string, Promise<Asset>>();
  function open(name: string): Promise<Asset> {
    const asset = readAsset(name);
    opened.set(name, asset);
    // One that cannot be read at the moment is tried again.
    asset.catch(() => opened.delete(name));
    return asset;
  }
  return (name) => (there.has(name) ? (opened.get(name) ?? open(name)) : null);
}

/** Registers the scripts and styles of the applications. Their names hold a hash, so that they never change. */
export async function registerWebAssets(app: FastifyInstance): Promise<void> {
  const find = await openAssets();
  app.get<{ Params: { readonly name: string } }>('/assets/:name', async (request, reply) => {
    const asset = await find(request.params.name);
    if (asset === null) return reply.callNotFound();
    const packs = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    if (packs) reply.header('content-encoding', 'gzip');
    return reply
      .type(asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'Accept-Encoding')
      .send(packs ? asset.packed : asset.plain);
  });
}
