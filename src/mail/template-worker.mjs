// @ts-check
import { parentPort } from 'node:worker_threads';
import { readFields, renderParts } from './template-engine.mjs';

// Templates that people edit are parsed and rendered here alone, so that whoever started this can end it at any time.
parentPort?.on('message', ({ id, sources, data }) => {
  const result = data === null ? readFields(sources) : renderParts(sources, data);
  parentPort?.postMessage({ id, result });
});
parentPort?.postMessage({ ready: true });
