import { describe, expect, it } from 'vitest';
import { configSchema } from '../../src/config/config-schema.ts';
import { createLiveConfig, type StoredValue, withStoredValues } from '../../src/config/live-config.ts';
import { settings } from '../../src/config/settings.ts';
import type { ValueSource } from '../../src/config/sourced-values.ts';

const given = (sources: Record<string, ValueSource>, values: object = {}) => ({
  config: configSchema.parse(values),
  sources: new Map(Object.entries(sources)),
});

describe('stored values of settings', () => {
  it('count where nothing stronger gives the setting', () => {
    const { config, sources } = withStoredValues(given({}), [
      { name: 'grants.password', value: false },
      { name: 'tokens.accessTokenLifetime', value: 60 },
    ]);
    expect([config.grants.password, config.tokens.accessTokenLifetime]).toEqual([false, 60]);
    expect(sources.get('grants.password')).toEqual({ kind: 'database', place: 'database' });
    expect(config.tokens.refreshTokenLifetime).toBe(2_592_000);
  });

  it.each(['file', 'environment', 'flag'] as const)('yield to what the %s says', (kind) => {
    const start = given({ 'grants.password': { kind, place: 'there' } }, { grants: { password: true } });
    const { config, ignored, sources } = withStoredValues(start, [{ name: 'grants.password', value: false }]);
    expect([config.grants.password, sources.get('grants.password')?.kind, ignored]).toEqual([true, kind, []]);
  });

  it('are left out, and told of, where they are not right or the setting is not live', () => {
    const start = given({});
    const { config, ignored } = withStoredValues(start, [
      { name: 'tokens.accessTokenLifetime', value: 'long' },
      { name: 'server.port', value: 1 },
      { name: 'tokens.gone', value: 1 },
    ]);
    expect(config).toEqual(start.config);
    expect(ignored.map(({ name }) => name)).toEqual(['tokens.accessTokenLifetime', 'server.port', 'tokens.gone']);
  });

  it('are read anew when they have changed, and only then', () => {
    let stored: readonly StoredValue[] = [];
    const live = createLiveConfig(
      given({}),
      () => stored,
      () => {},
    );
    expect(live.now()).toBe(live.now());
    expect(live.now().grants.guests).toBe(true);
    stored = [{ name: 'grants.guests', value: false }];
    expect(live.now().grants.guests).toBe(false);
    expect(live.now()).toBe(live.now());
    stored = [];
    expect(live.now().grants.guests).toBe(true);
  });
});

it('secrets, paths and addresses are never live: whoever reads them does so once', () => {
  for (const { group, live, path, secret } of settings.filter((each) => each.live)) {
    expect([path, live, secret]).toEqual([path, true, false]);
    expect(['database', 'admin', 'mail', 'log']).not.toContain(group);
  }
});
