import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, type ConfigProblem } from '../../src/config/config-error.ts';
import { type LoadOptions, loadConfig } from '../../src/config/load-config.ts';

let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'grantry-config-'));
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

async function load(yaml: string | null, more: Partial<LoadOptions> = {}) {
  const file = join(cwd, 'some.yml');
  if (yaml !== null) await writeFile(file, yaml);
  return loadConfig({ env: {}, cwd, ...(yaml !== null && { file }), ...more });
}

async function problemsOf(loading: Promise<unknown>): Promise<readonly ConfigProblem[]> {
  const error = await loading.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).problems;
}

describe('the configuration', () => {
  it('works without any file', async () => {
    const { config, file, sources } = await load(null);
    expect(file).toBeNull();
    expect(config.tokens).toMatchObject({
      accessTokenLifetime: 3600,
      refreshTokenLifetime: 2_592_000,
      authorizationCodeLifetime: 60,
    });
    expect(config.server.stateDir).toBe(join(cwd, 'var'));
    expect(sources.get('server.port')?.kind).toBe('default');
  });

  it.each(['', '# nothing\n', 'server:\n', 'server: {}\n'])(
    'takes an empty file or group as nothing: %j',
    async (yaml) => {
      expect((await load(yaml)).config.server.port).toBe(8080);
    },
  );

  it('takes flag over environment over file over default, and says which it was', async () => {
    const yaml = 'server:\n  port: 1000\n  host: 127.0.0.2\ntokens:\n  accessTokenLifetime: 10\n';
    const env = { PORT: '2000', GRANTRY_TOKENS_ACCESS_TOKEN_LIFETIME: '20' };
    const { config, sources } = await load(yaml, { env, flags: { 'server.port': 3000, 'server.host': undefined } });
    expect([config.server.port, config.server.host, config.tokens.accessTokenLifetime]).toEqual([
      3000,
      '127.0.0.2',
      20,
    ]);
    expect([sources.get('server.port')?.kind, sources.get('tokens.accessTokenLifetime')?.kind]).toEqual([
      'flag',
      'environment',
    ]);
    expect(sources.get('server.host')?.place).toMatch(/some\.yml:3:9$/);
  });

  it('knows the usual variables and files for secrets', async () => {
    const secret = join(cwd, 'url');
    await writeFile(secret, 'postgres://somewhere/else\n');
    const env = {
      LOG_LEVEL: 'debug',
      GRANTRY_STATE_DIR: 'state',
      DATABASE_URL_FILE: secret,
      GRANTRY_SERVER_CORS_ORIGINS: 'https://a.example, https://b.example',
      GRANTRY_KEYS_GENERATE: 'no',
      GRANTRY_KEYS_ANNOUNCE_FOR: '0.5',
    };
    const { config } = await load(null, { env });
    expect(config.log.level).toBe('debug');
    expect(config.server.stateDir).toBe(join(cwd, 'state'));
    expect(config.database.url).toBe('postgres://somewhere/else');
    expect(config.server.corsOrigins).toEqual(['https://a.example', 'https://b.example']);
    expect(config.keys.generate).toBe(false);
    expect(config.keys.announceFor).toBe(0.5);
    await expect(load(null, { env: { PORT: '80.5' } })).rejects.toThrow('server.port');
  });

  it('says everything that is wrong at once, with line and column and the nearest name', async () => {
    const yaml =
      'server:\n  prot: 8080\n  host: 5\ntoken:\n  x: 1\ntokens:\n  algorithm: HS256\n  accessTokenLifetime: -1\n';
    const problems = await problemsOf(load(yaml, { env: { GRANTRY_SERVER_PROT: '1', PORT: 'many' } }));
    const lines = problems.map(
      ({ message, place, setting }) => `${place.replace(/.*some/, 'some')} ${setting} ${message}`,
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^some\.yml:2:3 server\.prot .*did you mean port\?/),
        expect.stringMatching(/^some\.yml:3:9 server\.host /),
        expect.stringMatching(/^some\.yml:4:1 token .*did you mean tokens\?/),
        expect.stringMatching(/^some\.yml:7:14 tokens\.algorithm .*RS256/),
        expect.stringMatching(/^some\.yml:8:24 tokens\.accessTokenLifetime /),
        expect.stringMatching(/GRANTRY_SERVER_PROT .*did you mean GRANTRY_SERVER_PORT\?/),
        expect.stringMatching(/^the variable PORT server\.port /),
      ]),
    );
    expect(lines).toHaveLength(7);
  });

  it.each([
    ['a: [', /:1:|:2:/],
    ['- a\n', /groups of settings/],
    ['server: 5\n', /holds settings/],
    ['server:\n  port: 1\n  port: 2\n', /:3:/],
  ])('explains a file that is not right: %j', async (yaml, expected) => {
    const [problem] = await problemsOf(load(yaml));
    expect(`${problem?.place} ${problem?.message}`).toMatch(expected);
  });

  it('never shows the value of a secret in an error', async () => {
    const error = await load('database:\n  url: [canary]\n').catch((reason: unknown) => reason);
    expect(String(error)).not.toContain('canary');
  });

  it('refuses a named file that is not there', async () => {
    const [problem] = await problemsOf(load(null, { env: { GRANTRY_CONFIG: 'missing.yml' } }));
    expect(problem?.message).toBe('there is no such file');
  });

  it('takes the public URL without anything behind the host and path', async () => {
    for (const url of ['ftp://x.example', 'https://x.example/', 'https://x.example?a', 'nonsense']) {
      expect(await problemsOf(load(`server:\n  publicUrl: "${url}"\n`))).toHaveLength(1);
    }
  });
});
