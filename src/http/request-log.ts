import type { FastifyBaseLogger } from 'fastify';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/**
 * Makes the log of a request, whose lines bear its id. The child of the log is made with the first line that is
 * written: most requests write none.
 */
export function createRequestLog(log: FastifyBaseLogger, bindings: object, options?: object): FastifyBaseLogger {
  let child: FastifyBaseLogger | null = null;
  const open = (): FastifyBaseLogger => {
    child ??= log.child(bindings, options as never);
    return child;
  };
  const requestLog = {
    get level() {
      return log.level;
    },
    silent: () => undefined,
    child: (more: object, moreOptions?: object) => open().child(more, moreOptions as never),
  } as Record<string, unknown>;
  for (const level of levels) {
    requestLog[level] = (...line: [object]) => open()[level](...line);
  }
  return requestLog as unknown as FastifyBaseLogger;
}
