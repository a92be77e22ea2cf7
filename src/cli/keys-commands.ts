import { keyPaths } from '../config/key-paths.ts';
import type { SigningAlgorithm } from '../oauth/signing-key.ts';
import { type CommonOptions, formatTable, loadCommandConfig, printResult } from './command-options.ts';
import { perform } from './perform.ts';

/** A command that looks after keys makes none by the way. */
const quietly = { 'keys.generate': false };

interface GenerateOptions extends CommonOptions {
  readonly alg?: SigningAlgorithm;
  readonly force?: boolean;
}

/** `grantry keys generate`: the first signing key; replaces those there are only with `--force`, which ends their tokens. */
export async function generateKeys(options: GenerateOptions): Promise<void> {
  const { alg, force = false } = options;
  const key = await perform(options, 'keys generate', { alg, force }, quietly);
  const { privateKey, publicKey } = keyPaths((await loadCommandConfig(options)).config);
  const told = `Generated ${key.alg} key ${key.kid}\n  ${privateKey}\n  ${publicKey}\nIt signs now, on every node.`;
  printResult(options, { kid: key.kid, alg: key.alg, privateKey, publicKey }, told);
}

/** `grantry keys list`: the signing keys and what each does. */
export async function listKeys(options: CommonOptions & { readonly all?: boolean }): Promise<void> {
  const result = await perform(options, 'keys list', { all: options.all ?? false }, quietly);
  const rows = result.keys.map(({ kid, alg, state, since, until }) => [kid, alg, state, since, until ?? '']);
  const table = formatTable([['kid', 'alg', 'state', 'since', 'until'], ...rows]);
  printResult(
    options,
    result,
    rows.length > 0 ? table : 'There is no signing key. Make one with: grantry keys generate',
  );
}

interface RotateOptions extends CommonOptions {
  readonly alg?: SigningAlgorithm;
  readonly now?: boolean;
}

/** `grantry keys rotate`: announces a successor, which signs by itself when the announcement is over. */
export async function rotateKeys(options: RotateOptions): Promise<void> {
  const { alg, now = false } = options;
  const key = await perform(options, 'keys rotate', { alg, now }, quietly);
  const told =
    key.state === 'signing' ? 'It signs now, on every node.' : `It is published now and signs from ${key.until}.`;
  printResult(options, key, `${key.alg} key ${key.kid}\n${told}`);
}

/** `grantry keys retire`: withdraws an announced key, or ends a key and all it signed. */
export async function retireKey(kid: string, options: CommonOptions & { readonly emergency?: boolean }): Promise<void> {
  const key = await perform(options, 'keys retire', { kid, emergency: options.emergency ?? false }, quietly);
  const told =
    key.state === 'retired'
      ? `The key ${kid} signs no more. What it signed is accepted until ${key.until}.`
      : `The key ${kid} is gone, and with it every token it signed. Delete its file if it has one.`;
  printResult(options, key, `${told}\nThe key that signs: ${key.signing ?? 'none'}`);
}
