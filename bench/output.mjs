import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { canPin } from './processes.mjs';

/** What is measured on. */
export const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  node: process.version,
  canPin,
};

/** Writes a file into a folder, which is made where there is none. */
export function writeFileIn(folder, name, text) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** Whether everything that was chosen exists; tells what does not. */
export function allExist(what, chosen, existing) {
  const unknown = chosen.filter((each) => !existing.includes(each));
  if (unknown.length === 0) return true;
  console.error(`There is no ${what} ${unknown.join(', ')}. Choose among ${existing.join(', ')}.`);
  return false;
}
