import cluster from 'node:cluster';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { createWorkerMetrics } from './worker-metrics.ts';

/** The server's counters. Labels are closed sets: never an id, a name or an address. */
export interface Metrics {
  readonly contentType: string;
  readonly render: () => Promise<string>;
  readonly tokenIssued: (grantType: string, side: string) => void;
  readonly tokenRefused: (error: string) => void;
  /** `seconds` is how long the answer took. */
  readonly requestAnswered: (route: string, method: string, status: number, seconds: number) => void;
}

/** Makes the counters with a registry of their own, so that several servers can live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const issued = new Counter({
    name: 'grantry_tokens_issued_total',
    help: 'Access tokens issued, by grant type and side',
    labelNames: ['grant_type', 'side'],
    registers,
  });
  const refused = new Counter({
    name: 'grantry_token_requests_refused_total',
    help: 'Token requests refused, by error code',
    labelNames: ['error'],
    registers,
  });
  const requests = new Histogram({
    name: 'grantry_http_request_duration_seconds',
    help: 'Time to answer, by route, method and class of status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  return {
    contentType: registry.contentType,
    render: cluster.isWorker ? createWorkerMetrics(registry) : () => registry.metrics(),
    tokenIssued: (grantType, side) => issued.inc({ grant_type: grantType, side }),
    tokenRefused: (error) => refused.inc({ error }),
    requestAnswered: (route, method, status, seconds) =>
      requests.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, seconds),
  };
}
