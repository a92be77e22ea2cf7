import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Services } from '../services.ts';
import { CommandFailure, describeFailure } from './failure.ts';
import { type OperationInput, type OperationName, type OperationOutput, operations } from './operations/index.ts';
import { callersFor, type Operation } from './operations/operation.ts';

/** Longer paths cannot name a socket on every system. */
const longestPath = 100;
const patience = 60_000;

/** Where the server of a state directory takes commands. */
export function controlSocketPath(stateDir: string): string {
  const near = join(stateDir, 'control.sock');
  if (near.length <= longestPath) return near;
  return join(tmpdir(), `grantry-${createHash('sha256').update(stateDir).digest('hex').slice(0, 16)}.sock`);
}

/** Runs an operation on open services, in the name of an operating-system user. @throws CommandFailure for bad input */
export async function runOperation(
  services: Services,
  name: OperationName,
  osUser: string,
  given: unknown,
): Promise<unknown> {
  const operation: Operation = operations[name];
  const input = operation.input.safeParse(given);
  if (!input.success) throw new CommandFailure(input.error.issues.map(({ message }) => message).join('\n'));
  return operation.run(services, callersFor(osUser), input.data as never);
}

function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

async function answer(services: Services, incoming: IncomingMessage): Promise<unknown> {
  const { input, name, osUser } = (await json(incoming)) as { name: string; osUser: string; input: unknown };
  if (!isOperationName(name)) throw new CommandFailure('The running server is of another version. Restart it.');
  return runOperation(services, name, osUser, input);
}

function send(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

/** Takes commands on a socket that only this operating-system user can open. */
export async function serveControlSocket(services: Services, path: string): Promise<Server> {
  await rm(path, { force: true });
  const server = createServer((incoming, response) => {
    answer(services, incoming).then(
      (output) => send(response, { output }),
      (error: unknown) => send(response, { failure: describeFailure(error) }),
    );
  });
  const before = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(path, resolve);
    });
  } finally {
    process.umask(before);
  }
  return server;
}

/** Sends an operation to the server that has the database open. @throws CommandFailure with what it refused */
export async function sendOperation<Name extends OperationName>(
  socketPath: string,
  name: Name,
  input: OperationInput<Name>,
): Promise<OperationOutput<Name>> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request({ socketPath, method: 'POST', path: '/', timeout: patience }, resolve);
    outgoing.once('error', () => reject(new CommandFailure('The running server does not take commands. Restart it.')));
    outgoing.once('timeout', () => outgoing.destroy());
    outgoing.end(JSON.stringify({ name, input, osUser: userInfo().username }));
  });
  const { failure, output } = (await json(response)) as { failure?: string; output: OperationOutput<Name> };
  if (failure !== undefined) throw new CommandFailure(failure);
  return output;
}
