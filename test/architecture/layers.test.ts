import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const everything = [
  'access',
  'audit',
  'oauth',
  'directory',
  'mail',
  'crypto',
  'storage',
  'demo',
  'http',
  'config',
  'cli',
];

/** What each layer may import of the others. A layer may always import itself. */
const allowed: Record<string, readonly string[]> = {
  access: [],
  audit: [],
  config: [],
  oauth: ['access', 'audit'],
  directory: ['access', 'audit', 'oauth'],
  mail: ['access', 'audit', 'directory'],
  crypto: ['access', 'oauth', 'directory'],
  storage: ['access', 'audit', 'oauth', 'directory', 'mail'],
  demo: ['access', 'audit', 'oauth', 'directory'],
  http: ['access', 'audit', 'oauth', 'directory', 'mail', 'config'],
  cli: everything,
};

/** The packages and built-ins a layer may use; null stands for any. */
const packages: Record<string, RegExp> = {
  access: /^$/,
  audit: /^$/,
  oauth: /^jose$/,
  directory: /^$/,
  mail: /^(node:|nodemailer$|liquidjs$)/,
  crypto: /^(node:|@node-rs\/argon2$|jose$)/,
  storage: /^(node:|kysely|pg$|@electric-sql\/pglite|rate-limiter-flexible$|croner$|pino$)/,
  demo: /^node:/,
  config: /^(node:|zod$|yaml$)/,
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

let modules: ICruiseResult['modules'];
let imports: Import[];

const layerOf = (path: string): string | null => /^src\/([^/]+)\//.exec(path)?.[1] ?? null;
const isOutside = ({ to }: Import) => !to.startsWith('src/');

function nameOf({ coreModule, module, resolved }: ICruiseResult['modules'][number]['dependencies'][number]): string {
  if (coreModule) return `node:${module.replace(/^node:/, '')}`;
  return resolved.startsWith('src/') ? resolved : module;
}

beforeAll(async () => {
  const result = await cruise(
    ['src'],
    { baseDir: root, tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' }, exclude: { path: '^dist' } },
    {},
    { tsConfig: { options: {} } } as never,
  );
  modules = (result.output as ICruiseResult).modules.filter(({ source }) => source.startsWith('src/'));
  imports = modules.flatMap(({ source, dependencies }) =>
    dependencies.map((dependency) => ({
      from: source,
      to: nameOf(dependency),
      typeOnly: dependency.dependencyTypes.includes('type-only'),
    })),
  );
}, 60_000);

describe('the layers', () => {
  it('are read at all: every source file is a module, with imports between them', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.m?[tj]s$/.test(name),
    );
    expect(modules.length).toBe(files.length);
    expect(imports.filter((each) => !isOutside(each)).length).toBeGreaterThan(files.length);
  });

  it('import each other in one direction only', () => {
    const wrong = imports.filter((each) => {
      const [from, to] = [layerOf(each.from), layerOf(each.to)];
      if (isOutside(each) || from === null || from === to) return false;
      return to === null ? from !== 'cli' : !(allowed[from] ?? []).includes(to);
    });
    expect(wrong).toEqual([]);
  });

  it('use only the packages that are theirs', () => {
    const wrong = imports.filter((each) => {
      const from = layerOf(each.from);
      const rule = from === null ? undefined : packages[from];
      return isOutside(each) && rule !== undefined && !rule.test(each.to);
    });
    expect(wrong).toEqual([]);
  });

  it('keep the two APIs apart', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        (from.startsWith('src/http/backoffice-api/') && to.startsWith('src/http/storefront-api/')) ||
        (from.startsWith('src/http/storefront-api/') && to.startsWith('src/http/backoffice-api/')),
    );
    expect(wrong).toEqual([]);
  });

  it('hold no import cycle, types included', () => {
    const targets = new Map<string, string[]>();
    for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const next of targets.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of targets.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe('the rooms', () => {
  it('hold no file of more than 300 lines', () => {
    const long = modules
      .map(({ source }) => ({ source, lines: readFileSync(join(root, source), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  it('let a client_credentials request pass through at most twelve files of the protocol', () => {
    const reached = new Set<string>();
    const visit = (file: string): void => {
      if (reached.has(file) || layerOf(file) !== 'oauth') return;
      reached.add(file);
      for (const each of imports) if (each.from === file && !each.typeOnly) visit(each.to);
    };
    visit('src/oauth/endpoints/token.ts');
    visit('src/oauth/grants/client-credentials.ts');
    expect(reached.size).toBeLessThanOrEqual(12);
  });
});
