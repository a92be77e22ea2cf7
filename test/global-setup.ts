import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startTestPostgres } from '../scripts/test-postgres.mjs';
import { shippedTemplate } from '../src/storage/embedded-database.ts';
import { buildTemplate } from '../src/storage/template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server whose user may create databases; null where there is none. */
    readonly postgresUrl: string | null;
  }
}

const root = join(import.meta.dirname, '..');
const cache = join(root, 'node_modules', '.cache', 'grantry');

/** Everything that the template is made from. */
function templateSources(): string[] {
  const storage = join(root, 'src', 'storage');
  const migrations = readdirSync(join(storage, 'migrations')).map((name) => join(storage, 'migrations', name));
  const others = ['template.ts', 'migrate.ts'].map((name) => join(storage, name));
  const engine = join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json');
  return [...migrations.sort(), ...others, join(root, 'src', 'directory', 'role.ts'), engine];
}

/** Puts a template where the sources look for it, so that every embedded database of the tests starts quickly. */
async function prepareTemplate(): Promise<void> {
  const hash = createHash('sha256');
  for (const path of templateSources()) hash.update(readFileSync(path)).update('\0');
  const template = join(cache, `template-${hash.digest('hex').slice(0, 16)}.tgz`);
  if (!existsSync(template)) {
    rmSync(cache, { recursive: true, force: true });
    await buildTemplate(template);
  }
  const wanted = readFileSync(template);
  if (existsSync(shippedTemplate) && readFileSync(shippedTemplate).equals(wanted)) return;
  mkdirSync(dirname(shippedTemplate), { recursive: true });
  cpSync(template, shippedTemplate);
}

/** Runs once, before all tests. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await prepareTemplate();
  const given = process.env.GRANTRY_TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (given !== undefined) {
    provide('postgresUrl', given);
    return async () => {};
  }
  const server = await startTestPostgres();
  if (server === null) console.log('The tests that need a PostgreSQL server are skipped.');
  provide('postgresUrl', server?.url ?? null);
  return async () => server?.stop();
}
