import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

/** What must be right for this node to be sent requests. */
export interface Readiness {
  readonly database: boolean;
  readonly migrations: boolean;
  readonly keys: boolean;
}

export interface OperationsDependencies {
  readonly readiness: () => Promise<Readiness>;
  /** True once the server is shutting down: load balancers must look elsewhere. */
  readonly draining: () => boolean;
  readonly metrics: Metrics | null;
}

/** Registers `/healthz` (the process lives), `/readyz` (it can serve) and `/metrics` (Prometheus). */
export function registerOperationsRoutes(app: FastifyInstance, dependencies: OperationsDependencies): void {
  const { readiness, draining, metrics } = dependencies;
  const quiet = { logLevel: 'warn' } as const;

  app.get('/healthz', quiet, (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', quiet, async (_request, reply) => {
    const checks = await readiness();
    const ready = !draining() && Object.values(checks).every(Boolean);
    const answer = { status: ready ? 'ready' : draining() ? 'draining' : 'not ready', checks };
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(answer);
  });

  if (metrics !== null) {
    app.get('/metrics', quiet, async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()));
  }
}
