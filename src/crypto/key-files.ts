import { generateKeyPair as generateKeyPairInPool, type KeyObject, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { SigningAlgorithm } from '../oauth/signing-key.ts';

export interface KeyPairFiles {
  readonly privateKey: string;
  readonly publicKey: string;
}

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const generateInPool = promisify(generateKeyPairInPool);

/** Generates a key pair: RSA of 2048 bits, P-256 or Ed25519. RSA takes up to a second, elsewhere than on this thread. */
export function generateKeyPair(alg: SigningAlgorithm): Promise<KeyPair> {
  if (alg === 'RS256') return generateInPool('rsa', { modulusLength: 2048 });
  if (alg === 'ES256') return generateInPool('ec', { namedCurve: 'P-256' });
  return generateInPool('ed25519');
}

async function writeDurably(path: string, content: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Writes a file that must not exist yet, whole or not at all, also when two processes try at once.
 * @returns false when there is one already.
 */
async function createFile(path: string, content: string, mode: number): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  await writeDurably(draft, content, mode);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

async function replaceFile(path: string, content: string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  await writeDurably(draft, content, mode);
  await rename(draft, path);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The text of the private signing key; null where there is no file. */
export function readPrivateKey(files: KeyPairFiles): Promise<string | null> {
  return readIfThere(files.privateKey);
}

/**
 * Generates a signing key pair and writes both files, the private one with mode 0600.
 * @returns false, and changes nothing, when there is a private key already and `replace` is not set.
 */
export async function generateKeyFiles(
  files: KeyPairFiles,
  alg: SigningAlgorithm,
  { replace = false }: { readonly replace?: boolean } = {},
): Promise<boolean> {
  if (!replace && (await readIfThere(files.privateKey)) !== null) return false;
  const pair = await generateKeyPair(alg);
  const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  if (replace) await replaceFile(files.privateKey, privatePem, 0o600);
  else if (!(await createFile(files.privateKey, privatePem, 0o600))) return false;
  await rm(files.publicKey, { force: true });
  await createFile(files.publicKey, publicPem, 0o644);
  return true;
}

/** Takes away both files of a key pair that is not to be used. */
export async function removeKeyFiles({ privateKey, publicKey }: KeyPairFiles): Promise<void> {
  await rm(privateKey, { force: true });
  await rm(publicKey, { force: true });
}

/** Tells whether others than its owner may read a file, as nobody should a private key. */
export async function isReadableByOthers(path: string): Promise<boolean> {
  return process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0;
}

/** Takes all rights on a file from others than its owner. */
export async function closeToOthers(path: string): Promise<void> {
  await chmod(path, 0o600);
}

const hashKeyForm = /^[0-9a-f]{64}$/;

/**
 * Reads the installation's hash key, 32 random bytes; makes it on the first start.
 * @throws Error when the file holds something else.
 */
export async function readOrCreateHashKey(path: string): Promise<Uint8Array> {
  const fresh = randomBytes(32).toString('hex');
  const text =
    (await readIfThere(path)) ?? ((await createFile(path, `${fresh}\n`, 0o600)) ? fresh : await readIfThere(path));
  const written = (text ?? '').trim();
  if (!hashKeyForm.test(written)) throw new Error(`the hash key file ${path} does not hold 64 hexadecimal digits`);
  return Buffer.from(written, 'hex');
}
