import { keyPaths } from '../config/key-paths.ts';
import { generateKeyFiles, isReadableByOthers, readPrivateKey } from '../crypto/key-files.ts';
import { createSigningKeys } from '../crypto/signing-keys.ts';
import type { SigningAlgorithm } from '../oauth/signing-key.ts';
import { type CommonOptions, formatTable, loadCommandConfig, printResult } from './command-options.ts';
import { CommandFailure } from './failure.ts';

interface GenerateOptions extends CommonOptions {
  readonly alg?: SigningAlgorithm;
  readonly force?: boolean;
}

/** `grantry keys generate`: a new signing key pair; replaces one only with `--force`, which ends its tokens. */
export async function generateKeys(options: GenerateOptions): Promise<void> {
  const { config } = await loadCommandConfig(options);
  const alg = options.alg ?? config.tokens.algorithm;
  const files = keyPaths(config);
  const made = await generateKeyFiles(files, alg, { replace: options.force ?? false });
  if (!made) {
    throw new CommandFailure(
      `There is a signing key already: ${files.privateKey}. With --force it is replaced, which ends every access token.`,
    );
  }
  const kid = (await createSigningKeys(await readPrivateKey(files))).current()?.kid ?? '';
  const result = { kid, alg, privateKey: files.privateKey, publicKey: files.publicKey };
  printResult(
    options,
    result,
    `Generated ${alg} key ${kid}\n  ${files.privateKey}\n  ${files.publicKey}\nRestart the server to use it.`,
  );
}

/** `grantry keys list`: the signing key that the server uses. */
export async function listKeys(options: CommonOptions): Promise<void> {
  const { config } = await loadCommandConfig(options);
  const files = keyPaths(config);
  const key = (await createSigningKeys(await readPrivateKey(files))).current();
  if (key === null) {
    printResult(options, { keys: [] }, 'There is no signing key. Make one with: grantry keys generate');
    return;
  }
  const open = await isReadableByOthers(files.privateKey);
  const row = { kid: key.kid, alg: key.alg, file: files.privateKey, readableByOthers: open };
  const line = [row.kid, row.alg, row.file, open ? 'others can read it: chmod 600' : ''];
  printResult(options, { keys: [row] }, formatTable([line]));
}
