import { access, constants, stat } from 'node:fs/promises';
import type { Config } from '../config/config-schema.ts';
import { keyPaths } from '../config/key-paths.ts';
import { isReadableByOthers, readPrivateKey } from '../crypto/key-files.ts';
import { createSigningKeys } from '../crypto/signing-keys.ts';
import type { Storage } from '../storage/open-storage.ts';
import { DatabaseInUse } from '../storage/storage-error.ts';
import { type CommonOptions, formatTable, loadCommandConfig, printResult } from './command-options.ts';
import { sendOperation } from './control-socket.ts';
import { describeFailure } from './failure.ts';
import { describeKey, type KeyRow } from './operations/key-operations.ts';
import { mayHaveDatabase, openToLook } from './stored-settings.ts';

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly message: string;
}

const ok = (check: string, message: string): Finding => ({ check, state: 'ok', message });
const warning = (check: string, message: string): Finding => ({ check, state: 'warning', message });
const problem = (check: string, message: string): Finding => ({ check, state: 'problem', message });

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.', 1)[0]);
  if (major > 20) return ok('Node.js', process.version);
  return warning('Node.js', `${process.version} has reached its end of life; Node.js 24 is the better choice.`);
}

function checkClock(): Finding {
  const year = new Date().getUTCFullYear();
  if (year >= 2026 && year < 2100) return ok('clock', new Date().toISOString());
  return problem('clock', `The clock says ${year}. Set it: tokens carry times.`);
}

async function checkStateFolder({ server }: Config): Promise<Finding> {
  const { stateDir } = server;
  const exists = await stat(stateDir).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!exists) return warning('state folder', `${stateDir} is not there yet; the first start makes it.`);
  const writable = await access(stateDir, constants.W_OK | constants.R_OK).then(
    () => true,
    () => false,
  );
  return writable
    ? ok('state folder', stateDir)
    : problem('state folder', `${stateDir} cannot be written by this user.`);
}

/** Looks at the key file, and at the keys of the database where they are known. */
async function checkSigningKey(config: Config, stored: readonly KeyRow[] | null): Promise<Finding> {
  const files = keyPaths(config);
  const pem = await readPrivateKey(files);
  const ofFile = (await createSigningKeys(pem)).current();
  if (pem !== null && (await isReadableByOthers(files.privateKey))) {
    return problem('signing key', `Others can read it. Run: chmod 600 ${files.privateKey}`);
  }
  const signing = stored?.find(({ state }) => state === 'signing');
  if (signing !== undefined) {
    const until = signing.until === null ? '' : `, until ${signing.until}`;
    return ok('signing key', `${signing.alg} ${signing.kid}, since ${signing.since}${until}`);
  }
  if (ofFile !== null) return ok('signing key', `${ofFile.alg} ${ofFile.kid} (${files.privateKey})`);
  if (config.keys.generate) return warning('signing key', 'There is none yet; the first start makes it.');
  return problem('signing key', `The encryption key does not exist (${files.privateKey}). Run: grantry keys generate`);
}

async function checkHashKey(config: Config): Promise<Finding> {
  const { hashKey } = keyPaths(config);
  const exists = await stat(hashKey).then(
    () => true,
    () => false,
  );
  if (!exists) return warning('hash key', 'There is none yet; the first start makes it.');
  if (await isReadableByOthers(hashKey)) return problem('hash key', `Others can read it. Run: chmod 600 ${hashKey}`);
  return ok('hash key', hashKey);
}

interface DatabaseLook {
  readonly finding: Finding;
  /** The signing keys it holds; null where it cannot be told. */
  readonly keys: readonly KeyRow[] | null;
}

async function lookIntoOpenDatabase(storage: Storage): Promise<DatabaseLook> {
  const { database, migrations } = await storage.status();
  if (!database) {
    const message = 'It does not answer. Check database.url and that the server runs.';
    return { finding: problem('database', message), keys: null };
  }
  if (!migrations) return { finding: problem('database', 'The schema is old. Run: grantry migrate'), keys: null };
  const keys = (await storage.signingKeys.all()).map(describeKey);
  return { finding: ok('database', 'reachable, schema up to date'), keys };
}

async function askRunningServer({ controlSocket, pid }: DatabaseInUse): Promise<DatabaseLook> {
  const finding = ok('database', `in use by the running server (process ${pid})`);
  if (controlSocket === null) return { finding, keys: null };
  return sendOperation(controlSocket, 'keys list', { all: false }).then(
    ({ keys }) => ({ finding, keys }),
    () => ({ finding, keys: null }),
  );
}

async function lookIntoDatabase(config: Config): Promise<DatabaseLook> {
  if (!(await mayHaveDatabase(config))) {
    return { finding: warning('database', 'There is none yet; the first start makes it.'), keys: null };
  }
  try {
    const storage = await openToLook(config);
    return await lookIntoOpenDatabase(storage).finally(() => storage.close());
  } catch (error) {
    if (error instanceof DatabaseInUse) return askRunningServer(error);
    return { finding: problem('database', describeFailure(error)), keys: null };
  }
}

/** Asks whoever listens on the port whether it is us. */
async function checkPort({ server }: Config): Promise<Finding> {
  const url = `http://${server.host}:${server.port}`;
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3000) });
    const { checks, status } = (await response.json()) as { status: string; checks?: Record<string, boolean> };
    if (checks === undefined) return problem('port', `Another program answers at ${url}. Choose another server.port.`);
    const missing = Object.entries(checks)
      .filter(([, good]) => !good)
      .map(([name]) => name);
    return missing.length === 0
      ? ok('server', `${status} at ${url}`)
      : problem('server', `${url} is not ready: ${missing.join(', ')}`);
  } catch (error) {
    const refused = (error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED';
    return refused
      ? ok('port', `${server.port} is free`)
      : problem('port', `Another program answers at ${url}. Choose another server.port.`);
  }
}

async function guarded(check: string, look: () => Promise<Finding>): Promise<Finding> {
  return look().catch((error: unknown) => problem(check, describeFailure(error)));
}

/** `grantry doctor`: looks at everything an installation needs and names what mends it. Exit code 1 on problems. */
export async function examine(options: CommonOptions): Promise<void> {
  const { config, file } = await loadCommandConfig(options);
  const { finding: database, keys } = await lookIntoDatabase(config);
  const findings = [
    checkNode(),
    checkClock(),
    ok('configuration', file ?? 'no file, defaults and environment'),
    await guarded('state folder', () => checkStateFolder(config)),
    await guarded('signing key', () => checkSigningKey(config, keys)),
    await guarded('hash key', () => checkHashKey(config)),
    database,
    await guarded('port', () => checkPort(config)),
  ];
  const healthy = findings.every(({ state }) => state !== 'problem');
  printResult(
    options,
    { healthy, findings },
    formatTable(findings.map(({ check, message, state }) => [state, check, message])),
  );
  if (!healthy) process.exitCode = 1;
}
