import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locales } from '../../src/directory/personal-input.ts';
import { createBackofficeApi } from '../../src/http/backoffice-api/backoffice-api.ts';
import { describeScopes } from '../../src/http/json-api/scopes.ts';
import { readAcceptLanguage, readUiLocales } from '../../src/http/language.ts';
import { errorWords } from '../../src/http/pages/error-reference.ts';
import { fill } from '../../src/http/pages/html.ts';
import { createWording, pageTexts } from '../../src/http/pages/wording.ts';
import { createStorefrontApi } from '../../src/http/storefront-api/storefront-api.ts';

const root = new URL('../../src', import.meta.url).pathname;
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('http/pages/texts/'))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('\n');
const english = Object.entries(pageTexts.en) as [keyof typeof pageTexts.en, string][];
const others = locales.filter((locale) => locale !== 'en');
const placesOf = (text: string) => [...text.matchAll(/\{\w*\}/g)].map(([place]) => place).sort();

describe('the texts of the pages', () => {
  it.each(others)('in %s are complete, with the same places to fill in', (locale) => {
    const texts = pageTexts[locale];
    expect(Object.keys(texts).sort()).toEqual(Object.keys(pageTexts.en).sort());
    const broken = english.filter(([key, text]) => placesOf(text).join() !== placesOf(texts[key]).join());
    expect(broken).toEqual([]);
    expect(Object.values(texts).filter((text) => text.trim() !== text || text === '' || /[{}]{2}/.test(text))).toEqual(
      [],
    );
  });

  it.each(others)('in %s are translated', (locale) => {
    const alike = english.filter(([key, text]) => pageTexts[locale][key] === text).map(([, text]) => text);
    // The same word in both languages, and nothing else.
    expect(alike.filter((text) => !['Organisation', 'Back-office'].includes(text))).toEqual([]);
  });

  it('are all used: on a page, or as a sentence that the server says somewhere', () => {
    const unused = english.filter(([key, text]) => {
      const [group = '', name = ''] = key.split('.', 2);
      if (group === 'rule') return !sources.includes(`'${name}'`);
      if (group === 'said' || group === 'scope') return !sources.includes(text.replace(/\.$/, ''));
      const built =
        sources.includes(`\`${group}.$\{`) && /^(?:backoffice|storefront|organization|username|email)/.test(name);
      return !sources.includes(`'${key}'`) && !built;
    });
    expect(unused).toEqual([]);
  });

  it('know every scope of the two APIs', () => {
    const apis = { ...createApis() };
    for (const { sentence } of apis.scopes) expect(createWording('uk').allow(sentence)).not.toBe(sentence);
    expect(apis.scopes.length).toBeGreaterThan(20);
  });
});

function createApis() {
  const parts = new Proxy({}, { get: () => ({}) }) as never;
  return { scopes: [...describeScopes(createBackofficeApi(parts)), ...describeScopes(createStorefrontApi(parts))] };
}

describe('the reference of errors', () => {
  it.each(others)('says in %s as much of every code as in English', (locale) => {
    const [original, words] = [errorWords.en, errorWords[locale]];
    const shape = (table: typeof original) =>
      Object.entries(table).map(([code, { causes, todo }]) => [code, causes.length, todo.length]);
    expect(shape(words)).toEqual(shape(original));
    const linesOf = (table: typeof original) =>
      Object.values(table).flatMap(({ causes, meaning, todo }) => [meaning, ...causes, ...todo]);
    const english = new Set(linesOf(original));
    expect(linesOf(words).filter((line) => english.has(line))).toEqual([]);
  });

  it.each(others)('keeps the names of the protocol as they are in %s', (locale) => {
    const namesIn = (lines: readonly string[]) =>
      [
        ...new Set(lines.join(' ').match(/[a-z]+_[a-z_]+|S256|PKCE|prompt=none|grantry doctor|\/\.well-known[\w/-]+/g)),
      ].sort();
    for (const [code, { causes, meaning, todo }] of Object.entries(errorWords.en)) {
      const there = errorWords[locale][code as keyof typeof errorWords.en];
      expect([code, namesIn([there.meaning, ...there.causes, ...there.todo])]).toEqual([
        code,
        namesIn([meaning, ...causes, ...todo]),
      ]);
    }
  });
});

describe('a text', () => {
  it('is escaped with everything that is put into it', () => {
    expect(fill('<{name}> & {other}', { name: '<b>', other: { html: '<i>x</i>' } }).html).toBe(
      '&lt;&lt;b&gt;&gt; &amp; <i>x</i>',
    );
  });

  it('says in the language of the page which of the usual rules is broken', () => {
    const violation = {
      field: 'password',
      message: 'x',
      broken: { rule: 'password_length', least: 12, most: 256 },
    } as const;
    expect(createWording('de').explain(violation, { html: 'Passwort' }).html).toBe('Passwort: 12 bis 256 Zeichen.');
    expect(createWording('de').explain({ field: null, message: 'Odd.' }, null).html).toBe(
      '<span lang="en">Odd.</span>',
    );
  });

  it('that is not known in a language is marked as English', () => {
    expect(createWording('de').repeat('Something <new>.').html).toBe('<span lang="en">Something &lt;new&gt;.</span>');
    expect(createWording('de').repeat('Open this address with GET.').html).toBe('Öffnen Sie diese Adresse mit GET.');
  });
});

describe('the wish for a language', () => {
  it('is read from ui_locales in the order of preference', () => {
    expect(readUiLocales('pt-BR uk-UA de')).toBe('uk');
    expect(['', 'pt', '<script>', undefined, ['de']].map(readUiLocales)).toEqual([null, null, null, null, null]);
  });

  it('is read from Accept-Language by its weights (RFC 9110 §12.5.4)', () => {
    expect(readAcceptLanguage('pt, en;q=0.4, FR-ca;q=0.8, de;q=0.5')).toBe('fr');
    expect(readAcceptLanguage('de;q=0, es;q=0.1')).toBe('es');
    expect(['*', '', undefined, 'de;q=0', ';;,,=;q=x'].map(readAcceptLanguage)).toEqual([null, null, null, null, null]);
  });
});
