import { userInfo } from 'node:os';
import { pino } from 'pino';
import { openServices } from '../services.ts';
import { DatabaseInUse } from '../storage/storage-error.ts';
import { type CommonOptions, loadCommandConfig } from './command-options.ts';
import { runOperation, sendOperation } from './control-socket.ts';
import type { OperationInput, OperationName, OperationOutput } from './operations/index.ts';

/**
 * Performs an operation on the configured database: in this process, or, where a running server has the embedded
 * database open, in that server. `flags` are settings that hold for this process alone.
 */
export async function perform<Name extends OperationName>(
  options: CommonOptions,
  name: Name,
  input: OperationInput<Name>,
  flags: Readonly<Record<string, unknown>> = {},
): Promise<OperationOutput<Name>> {
  const start = await loadCommandConfig(options, flags);
  try {
    const services = await openServices({ start, log: pino({ level: 'silent' }) });
    try {
      return (await runOperation(services, name, userInfo().username, input)) as OperationOutput<Name>;
    } finally {
      await services.storage.close();
    }
  } catch (error) {
    if (!(error instanceof DatabaseInUse) || error.controlSocket === null) throw error;
    return sendOperation(error.controlSocket, name, input);
  }
}
