import { expect, it } from 'vitest';
import { settings } from '../../src/config/settings.ts';
import { de } from '../../web/backoffice/settings/descriptions/de.ts';
import { es } from '../../web/backoffice/settings/descriptions/es.ts';
import { fr } from '../../web/backoffice/settings/descriptions/fr.ts';
import { uk } from '../../web/backoffice/settings/descriptions/uk.ts';

it.each(Object.entries({ de, es, fr, uk }))(
  'every setting is described in the language %s, and nothing else',
  (_, all) => {
    expect(Object.keys(all).sort()).toEqual(settings.map(({ path }) => path).sort());
    for (const text of Object.values(all)) expect(text).toMatch(/^\p{Lu}.*\.$/u);
  },
);
