import { readFile } from 'node:fs/promises';
import { createInputCheck } from './access/input-check.ts';
import { RuleViolation } from './access/rule-violation.ts';
import type { Config } from './config/config-schema.ts';
import { hashApiSecret } from './oauth/api-registration.ts';
import { checkApiScopes, whyNoApiIdentifier } from './oauth/api-rules.ts';
import type { Cryptography } from './oauth/cryptography.ts';
import type { ConfiguredApi, RegisteredApiStore } from './oauth/registered-api.ts';

type Entry = Config['resourceServers'][number];

const shortestSecret = 32;

/** Reads a secret from its file. @throws Error that names the file and never what is in it. */
async function readSecret(file: string): Promise<string> {
  const secret = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      throw new Error(`the secret in ${file} cannot be read (${error.code})`);
    },
  );
  if (secret.length >= shortestSecret) return secret;
  throw new Error(
    `the secret in ${file} has fewer than ${shortestSecret} characters; make one with: openssl rand -hex 32`,
  );
}

async function toConfiguredApi(entry: Entry, cryptography: Cryptography): Promise<ConfiguredApi> {
  const { identifier, side, secretFile } = entry;
  const check = createInputCheck();
  const why = whyNoApiIdentifier(identifier);
  if (why !== null) check.refuse('identifier', why);
  const name = check.line('name', entry.name, 'A name');
  const scopes = checkApiScopes(check, entry.scopes);
  check.finish();
  const secret = secretFile === undefined ? null : await readSecret(secretFile);
  return { identifier, name, side, scopes, secretHash: secret === null ? null : hashApiSecret(secret, cryptography) };
}

interface ConfigurationTarget {
  readonly config: Config;
  readonly cryptography: Cryptography;
  readonly storage: { readonly registeredApis: RegisteredApiStore };
  /** The identifiers of our own APIs, which nobody else's may have. */
  readonly own: readonly string[];
}

/**
 * Makes the APIs of the configuration the configured ones.
 * @throws Error with one line that names the entry and what is wrong with it.
 */
export async function applyConfiguredApis({ config, cryptography, own, storage }: ConfigurationTarget): Promise<void> {
  const apis: ConfiguredApi[] = [];
  const taken = new Set(own);
  for (const [at, entry] of config.resourceServers.entries()) {
    try {
      if (taken.has(entry.identifier)) throw new Error('another API has this identifier');
      taken.add(entry.identifier);
      apis.push(await toConfiguredApi(entry, cryptography));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const reason =
        error instanceof RuleViolation ? error.violations.map(({ message }) => message).join(' ') : error.message;
      throw new Error(`resourceServers[${at}] (${entry.identifier}): ${reason}`, { cause: error });
    }
  }
  await storage.registeredApis.configure(apis);
}
