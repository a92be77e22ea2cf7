import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { describeCommandLine } from '../../src/cli/reference.ts';
import { configSchema } from '../../src/config/config-schema.ts';
import { describeExample, describeReference, describeSchema } from '../../src/config/documents.ts';
import { settings } from '../../src/config/settings.ts';

const root = new URL('../..', import.meta.url).pathname;

describe('the generated documents', () => {
  it.each([
    ['config.example.yml', describeExample],
    ['config.schema.json', describeSchema],
    ['docs/reference/configuration.md', describeReference],
    ['docs/reference/cli.md', describeCommandLine],
  ])('are what the sources say: %s (npm run generate)', (path, describeIt) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(describeIt());
  });

  it('show an example that is valid as it stands and with everything uncommented', () => {
    const asItStands = parse(describeExample()) as Record<string, unknown>;
    expect(Object.values(asItStands).every((group) => group === null)).toBe(true);
    const names = settings.map(({ name }) => name).join('|');
    const uncommented = describeExample().replace(new RegExp(`^ {2}# (${names}): (.+)$`, 'gm'), '  $1: $2');
    const values = parse(uncommented) as Record<string, unknown>;
    const given = Object.fromEntries(Object.entries(values).filter(([, group]) => group !== null));
    expect(configSchema.safeParse(given).success).toBe(true);
  });

  it('name every setting with one sentence and one variable of its own', () => {
    expect(new Set(settings.map(({ variable }) => variable)).size).toBe(settings.length);
    for (const { description } of settings) expect(description).toMatch(/^[A-Z].*\.$/);
  });
});
