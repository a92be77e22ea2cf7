/** The database cannot be reached, is overloaded, or did not answer in time. Nothing is known about what it did. */
export class StorageUnavailable extends Error {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'StorageUnavailable';
  }
}

/** Another process has the embedded database open. */
export class DatabaseInUse extends Error {
  readonly pid: number;
  readonly host: string;
  /** Where the running server takes commands; null where it does not. */
  readonly controlSocket: string | null;

  constructor(path: string, holder: { pid: number; host: string; controlSocket: string | null }) {
    super(
      `The embedded database in ${path} is in use by process ${holder.pid} on ${holder.host}. ` +
        'It takes one process at a time: stop that process, or set DATABASE_URL to a PostgreSQL server, ' +
        'which several processes can share.',
    );
    this.name = 'DatabaseInUse';
    this.pid = holder.pid;
    this.host = holder.host;
    this.controlSocket = holder.controlSocket;
  }
}

interface DatabaseFault {
  readonly code: string;
  readonly constraint: string | undefined;
}

/** What PostgreSQL says about an error: its SQLSTATE and constraint; null for any other error. */
export function databaseFault(error: unknown): DatabaseFault | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (!/^[0-9A-Z]{5}$/.test(error.code)) return null;
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  return { code: error.code, constraint };
}

/** SQLSTATE classes that speak of the server, not of the statement: connection, resources, intervention, system. */
const unavailable = /^(?:08|53|57P|58)/;

/** Makes failures of the database itself recognisable; errors of a statement stay what they are. */
export function translateFailure(error: unknown): unknown {
  const fault = databaseFault(error);
  if (error instanceof StorageUnavailable || (fault !== null && !unavailable.test(fault.code))) return error;
  return new StorageUnavailable('the database does not answer', { cause: error });
}
