import { createServer } from 'node:net';

/** A port that is ours until it is released, right before it is listened on. */
interface ChosenPort {
  readonly port: number;
  release(): Promise<void>;
}

/**
 * A port of 0 asks the system for a free one; the issuer and the routes need to know it before they are made. It is held
 * until then, so that nobody else is given it meanwhile.
 */
export async function choosePort(host: string, port: number): Promise<ChosenPort> {
  if (port !== 0) return { port, release: async () => {} };
  // A start that fails must not be kept alive by it.
  const holder = createServer().unref();
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject).listen(0, host, resolve);
  });
  const address = holder.address();
  const release = () => new Promise<void>((resolve) => holder.close(() => resolve()));
  return { port: typeof address === 'object' && address !== null ? address.port : 0, release };
}

/** The URL under which a server that listens there is reached from the same machine. */
export function originOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
