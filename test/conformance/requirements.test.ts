import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The requirements that must hold, by section: how many ids each has, from 01. */
const sections = {
  'TOK token endpoint, client authentication, errors': 34,
  'CC client credentials': 6,
  'PWD password grant': 10,
  'RT refresh tokens': 15,
  'BR bearer tokens': 9,
  'JW access tokens': 14,
  'RV revocation': 10,
  'AZ authorization endpoint, sign-in and consent': 28,
  'CD authorization codes': 12,
  'PK PKCE': 9,
  'IS issuer identification': 2,
  'NA native applications': 4,
  'JK public keys': 6,
  'IN introspection': 8,
  'MD metadata': 7,
  'RS resource indicators': 5,
  'PR metadata of APIs': 4,
} as const;

/** Requirements about something the server does not have; each with what must change before it can be tested. */
const withoutSubject: Readonly<Record<string, string>> = {
  'PWD-06': 'There is no second factor and no single sign-on that the password grant could bypass.',
};

const prefixes = Object.keys(sections).map((section) => section.split(' ', 1)[0]);
const idForm = new RegExp(`\\b(?:${prefixes.join('|')})-\\d\\d\\b`, 'g');
const root = new URL('..', import.meta.url).pathname;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
const names = files
  .filter((name) => !name.endsWith('requirements.test.ts'))
  .flatMap((name) => [...readFileSync(join(root, name), 'utf8').matchAll(idForm)].map(([id]) => id));

const required = Object.entries(sections).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, at) => `${section.split(' ', 1)[0]}-${String(at + 1).padStart(2, '0')}`),
);

describe('the requirements', () => {
  it('each have a test that carries their id', () => {
    const untested = required.filter((id) => !names.includes(id) && !(id in withoutSubject));
    expect(untested).toEqual([]);
  });

  it('are named by no test under an id that does not exist', () => {
    expect([...new Set(names)].filter((id) => !required.includes(id))).toEqual([]);
  });
});
