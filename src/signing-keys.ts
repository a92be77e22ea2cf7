import type { Logger } from 'pino';
import type { Caller } from './access/caller.ts';
import type { Config } from './config/config-schema.ts';
import { keyPaths } from './config/key-paths.ts';
import type { LiveConfig } from './config/live-config.ts';
import {
  closeToOthers,
  generateKeyFiles,
  isReadableByOthers,
  readPrivateKey,
  removeKeyFiles,
} from './crypto/key-files.ts';
import { createSigningKeyRing } from './crypto/signing-key-ring.ts';
import { createSigningKeyVault, type SigningKeyVault } from './crypto/signing-key-vault.ts';
import { serverCaller } from './directory/caller-resolution.ts';
import type { SigningAlgorithm, SigningKeys } from './oauth/signing-key.ts';
import { hasLiveKey } from './oauth/signing-key-decisions.ts';
import { isAccepted, type SigningKeyStore, type StoredSigningKey } from './oauth/signing-key-life.ts';
import {
  createSigningKeyRotation,
  type SigningKeyRotation,
  type SigningKeySettings,
} from './oauth/signing-key-rotation.ts';
import type { Job } from './storage/jobs.ts';

const hour = 60 * 60;
const day = 24 * hour;

interface SigningKeyParts {
  readonly live: LiveConfig;
  readonly log: Logger;
  readonly hashKey: Uint8Array;
  readonly store: SigningKeyStore;
  readonly clock: () => Date;
}

/** How a key pair is made by command. */
interface Generation {
  readonly alg?: SigningAlgorithm | undefined;
  /** Ends every key there is, with all that it signed. */
  readonly replace: boolean;
}

/** The signing keys of the installation and what can be done with them. */
export interface InstallationKeys {
  readonly keys: SigningKeys;
  readonly rotation: SigningKeyRotation;
  /** Makes the first key and its files; null where there is one and it is not to be replaced. */
  generate(caller: Caller, generation: Generation): Promise<StoredSigningKey | null>;
  /** Seconds: the longest that an access token is good that was issued until now, also under an earlier lifetime. */
  longestTokenLife(): number;
  /** Rotates by the schedule and tidies up, on one node at a time. */
  readonly jobs: readonly Job[];
}

/** Seconds that an answer with the public keys may be kept: whoever keeps one knows a new key long before it signs. */
export function publicKeysMaxAge({ keys }: Config): number {
  return Math.min(300, Math.floor((keys.announceFor * hour) / 2));
}

/** Reads the private key file and closes it to others. */
async function readKeyFile(config: Config, log: Logger): Promise<string | null> {
  const files = keyPaths(config);
  const pem = await readPrivateKey(files);
  if (pem !== null && (await isReadableByOthers(files.privateKey))) {
    log.warn({ file: files.privateKey }, 'others could read the private key; its mode is now 0600');
    await closeToOthers(files.privateKey);
  }
  return pem;
}

function settingsOf({ keys, tokens }: Config): SigningKeySettings {
  return {
    algorithm: tokens.algorithm,
    tokenLifetime: tokens.accessTokenLifetime,
    announceFor: keys.announceFor * hour,
    rotateEvery: keys.rotateEvery * day,
  };
}

function createRotation({ live, store, clock }: SigningKeyParts, vault: SigningKeyVault): SigningKeyRotation {
  return createSigningKeyRotation({
    store,
    generate: vault.generate,
    clock,
    settings: () => settingsOf(live.now()),
  });
}

/**
 * Takes the key of the private key file into use, where the installation has none. Of nodes that start at once, one
 * key wins; a node whose file was made in vain removes it. What a file holds besides is told and left alone: a file on
 * one node must not change what all of them sign with.
 */
async function takeKeyFile(parts: SigningKeyParts, vault: SigningKeyVault, rotation: SigningKeyRotation) {
  const { live, log, store, clock } = parts;
  const config = live.now();
  const files = keyPaths(config);
  const isThere = hasLiveKey(await store.all(), clock());
  const isNew = config.keys.generate && !isThere && (await generateKeyFiles(files, config.tokens.algorithm));
  const pem = await readKeyFile(config, log);
  if (pem === null) {
    if (isThere) return;
    log.error({ file: files.privateKey }, 'The encryption key does not exist. Run: grantry keys generate');
    return;
  }
  const key = await vault.take(pem);
  const facts = { alg: key.alg, kid: key.kid, file: files.privateKey };
  if ((await rotation.insertFirst(serverCaller(), key)) !== null) {
    log.info(facts, isNew ? 'generated the signing key' : 'took the key of the private key file into use');
    return;
  }
  const known = (await store.all()).find(({ kid }) => kid === key.kid);
  if (known === undefined && isNew) await removeKeyFiles(files);
  else if (known === undefined) log.warn(facts, 'the key in this file is not in use: the installation has another one');
  else if (known.sealed === null) log.info(facts, 'the key in this file signs no more; delete the file');
}

/** Opens the signing keys; makes the first on the first start unless that is switched off. Tells what is wrong, never what they are. */
export async function openSigningKeys(parts: SigningKeyParts): Promise<InstallationKeys> {
  const { live, log, hashKey, store, clock } = parts;
  const vault = createSigningKeyVault(hashKey);
  const onUnreadable = (kid: string, error: unknown) =>
    log.error({ err: error, kid }, 'a signing key cannot be opened');
  const rotation = createRotation(parts, vault);
  await takeKeyFile(parts, vault, rotation);
  await rotation.noteTokenLifetime(serverCaller());
  return {
    keys: createSigningKeyRing({ keys: store.copy, vault, clock, onUnreadable }),
    rotation,
    async generate(caller, { alg = live.now().tokens.algorithm, replace }) {
      const files = keyPaths(live.start.config);
      if (!replace && hasLiveKey(await store.all(), clock())) return null;
      if (!(await generateKeyFiles(files, alg, { replace }))) return null;
      const made = await vault.take((await readPrivateKey(files)) ?? '');
      return replace ? rotation.replaceAll(caller, made) : rotation.insertFirst(caller, made);
    },
    longestTokenLife() {
      const accepted = store.copy().filter((key) => isAccepted(key, clock()));
      return Math.max(live.now().tokens.accessTokenLifetime, ...accepted.map(({ tokenLifetime }) => tokenLifetime));
    },
    jobs: [
      {
        name: 'signing-keys',
        description: 'Announces the next signing key when it is due, and forgets private keys that sign no more.',
        schedule: '* * * * *',
        run: () => rotation.upkeep(serverCaller()),
      },
    ],
  };
}
