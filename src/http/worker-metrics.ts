import type { Worker } from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';

/** Asked by a worker, and answered with the sums; null where another worker did not tell its own in time. */
interface MetricsMessage {
  readonly metricsFor?: number;
  readonly text?: string | null;
}

/** Makes what answers workers that ask for the counters of all workers together, in the process that supervises them. */
export function createMetricsAnswers(): (worker: Worker) => void {
  const registry = new AggregatorRegistry();
  return (worker) => {
    worker.on('message', async ({ metricsFor }: MetricsMessage) => {
      if (metricsFor === undefined) return;
      const text = await registry.clusterMetrics().catch(() => null);
      if (worker.isConnected()) worker.send({ metricsFor, text } satisfies MetricsMessage);
    });
  };
}

/**
 * Makes what a worker serves as its metrics: the counters of all workers, since whoever asks reaches any of them.
 * @throws Error where they cannot be had
 */
export function createWorkerMetrics(own: Registry): () => Promise<string> {
  AggregatorRegistry.setRegistries([own]);
  // Listens for the questions of the process that supervises.
  new AggregatorRegistry();
  let asked = 0;
  return () =>
    new Promise((resolve, reject) => {
      asked += 1;
      const metricsFor = asked;
      const hear = (message: MetricsMessage) => {
        if (message.metricsFor !== metricsFor) return;
        process.off('message', hear);
        if (typeof message.text === 'string') resolve(message.text);
        else reject(new Error('the counters of the other workers cannot be had'));
      };
      process.on('message', hear);
      process.send?.({ metricsFor } satisfies MetricsMessage);
    });
}
