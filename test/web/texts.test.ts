import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageTexts } from '../../src/http/pages/wording.ts';
import { de } from '../../web/shared/texts/de/index.ts';
import { en } from '../../web/shared/texts/en/index.ts';
import { es } from '../../web/shared/texts/es/index.ts';
import { fr } from '../../web/shared/texts/fr/index.ts';
import { uk } from '../../web/shared/texts/uk/index.ts';

const root = join(import.meta.dirname, '..', '..', 'web');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/[\\/]texts[\\/]/.test(name))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('\n');

type Tree = { readonly [key: string]: string | Tree };
type Flat = Readonly<Record<string, string>>;

/** Every text with the path that leads to it. */
function flatten(tree: Tree, path = ''): Flat {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value]] : Object.entries(flatten(value, `${path}${key}.`)),
    ),
  );
}

const english = flatten(en);
const others = { de: flatten(de as Tree), fr: flatten(fr as Tree), es: flatten(es as Tree), uk: flatten(uk as Tree) };
const languages = Object.keys(others) as (keyof typeof others)[];

const pluralForm = /_(?:zero|one|two|few|many|other)$/;
/** The name of a text, which is one for all numbers. */
const nameOf = (key: string) => (`${key.replace(pluralForm, '')}_other` in english ? key.replace(pluralForm, '') : key);
const namesOf = (texts: Flat) => [...new Set(Object.keys(texts).map(nameOf))];
const counted = namesOf(english).filter((name) => `${name}_other` in english);

/** The forms that whole numbers take in a language, below a million. */
function formsOf(language: string): string[] {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 200 }, (_, number) => rules.select(number)))];
}

const placesOf = (text: string) => [...new Set(text.match(/\{\{[^}]*\}\}/g))].sort().join();
/** What English says for the same number, or for any. */
const originalOf = (key: string) => english[key] ?? english[`${nameOf(key)}_other`] ?? '';

/** Names, and words of the protocol. */
const names =
  /^(?:Grantry|OAuth|APIs?|Client ID|Client Secret|Client credentials|Refresh token|Tokens?|Scopes?|CSV|JSON|PKCE|ID|\{\{\w+\}\}(?: \(UTC\))?|(?:Page|Scope) \{\{\w+\}\}|[^\p{L}]*)$/u;

/** Whether a text that is as in English was probably forgotten. Languages of one script share many a single word. */
const isSuspect = (language: string, text: string) => !names.test(text) && (language === 'uk' || text.includes(' '));

describe('the texts of the pages', () => {
  it.each(languages)('in %s are complete, with every form that numbers take in it', (language) => {
    const texts = others[language];
    expect(namesOf(english).filter((name) => !namesOf(texts).includes(name))).toEqual([]);
    expect(namesOf(texts).filter((name) => !namesOf(english).includes(name))).toEqual([]);
    const needed = counted.flatMap((name) => formsOf(language).map((form) => `${name}_${form}`));
    expect(needed.filter((key) => !(key in texts))).toEqual([]);
  });

  it.each(languages)('in %s have the same places to fill in as in English', (language) => {
    const broken = Object.entries(others[language]).filter(
      ([key, text]) => placesOf(text) !== placesOf(originalOf(key)),
    );
    // One of a thing may be told without its number.
    expect(broken.filter(([key, text]) => !(key.endsWith('_one') && placesOf(text) === ''))).toEqual([]);
  });

  it.each(languages)('in %s are translated', (language) => {
    const alike = Object.entries(others[language]).filter(([key, text]) => text === originalOf(key));
    expect(alike.map(([, text]) => text).filter((text) => isSuspect(language, text))).toEqual([]);
    expect(Object.values(others[language]).filter((text) => text.trim() !== text || text === '')).toEqual([]);
  });

  it('are all used', () => {
    // A key that is put together, such as `theme.${scheme}`, uses whatever it can lead to.
    const patterns = [...sources.matchAll(/`([\w-]+\.[^`]*?\$\{[^`]*|\$\{[\w.]+\}\.\$\{\w+\}[A-Z]\w+)`/g)].map(
      ([, template = '']) => new RegExp(`^${template.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '.+')}$`),
    );
    const literals = new Set([...sources.matchAll(/['"]([\w-]+(?:\.[\w:-]+)*)['"]/g)].map(([, text]) => text));
    // The words of a form that two pages share are given as the path of a group.
    const groupOf = (name: string) => /^(.+\..+)\.[^.]+$/.exec(name)?.[1];
    const isUsed = (name: string) =>
      literals.has(name) || literals.has(groupOf(name) ?? '') || patterns.some((each) => each.test(name));
    const unused = namesOf(english).filter((name) => !isUsed(name));
    expect(unused).toEqual([]);
  });

  it.each(languages)('in %s say what a scope allows as the page of consent does', (language) => {
    const { applications } = { de, fr, es, uk }[language];
    const told = Object.entries({ ...applications.scopes.backoffice }).map(([scope, text]) => [scope, `${text}.`]);
    const asked = told.map(([scope]) => [scope, pageTexts[language][`scope.${scope}` as 'scope.users:read']]);
    expect(told).toEqual(asked);
  });
});
