import type { FastifyBaseLogger } from 'fastify';

type Line = [object];

/** A class, since one is made for every request: what its methods are is then made once. */
class RequestLog {
  readonly #log: FastifyBaseLogger;
  readonly #bindings: object;
  readonly #options: object | undefined;
  #child: FastifyBaseLogger | null = null;

  constructor(log: FastifyBaseLogger, bindings: object, options?: object) {
    this.#log = log;
    this.#bindings = bindings;
    this.#options = options;
  }

  #open(): FastifyBaseLogger {
    this.#child ??= this.#log.child(this.#bindings, this.#options as never);
    return this.#child;
  }

  get level() {
    return this.#log.level;
  }

  child(bindings: object, options?: object) {
    return this.#open().child(bindings, options as never);
  }

  fatal(...line: Line) {
    this.#open().fatal(...line);
  }

  error(...line: Line) {
    this.#open().error(...line);
  }

  warn(...line: Line) {
    this.#open().warn(...line);
  }

  info(...line: Line) {
    this.#open().info(...line);
  }

  debug(...line: Line) {
    this.#open().debug(...line);
  }

  trace(...line: Line) {
    this.#open().trace(...line);
  }

  silent() {
    return undefined;
  }
}

/**
 * Makes the log of a request, whose lines bear its id. The child of the log is made with the first line that is
 * written: most requests write none.
 */
export function createRequestLog(log: FastifyBaseLogger, bindings: object, options?: object): FastifyBaseLogger {
  return new RequestLog(log, bindings, options) as unknown as FastifyBaseLogger;
}
