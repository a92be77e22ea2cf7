import type { Violation } from '../../access/rule-violation.ts';
import type { Locale } from '../../directory/personal-input.ts';
import { fill, type Html, html } from './html.ts';
import { de } from './texts/de.ts';
import { en, type PageText, type PageTexts } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';
import { uk } from './texts/uk.ts';

/** The texts of the pages in every language. */
export const pageTexts: Readonly<Record<Locale, PageTexts>> = { en, de, fr, es, uk };

type Places<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;
type ValuesOf<Key extends PageText> = Places<(typeof en)[Key]>;
type Values<Key extends PageText> = [ValuesOf<Key>] extends [never]
  ? []
  : [{ readonly [Name in ValuesOf<Key>]: string | Html }];

/** Says what a page has to say in one language. */
export interface Wording {
  readonly locale: Locale;
  /** A text, with what is put into it. */
  say<Key extends PageText>(key: Key, ...values: Values<Key>): Html;
  /** A sentence of the protocol in this language; where it is not known, as it is and marked as English. */
  repeat(sentence: string): Html;
  /** What is wrong with a field that has a label; what is not among the usual rules, as it is and marked as English. */
  explain(violation: Violation, label: Html | null): Html;
  /** The sentence that tells what a scope allows; those of registered APIs are told as they were registered. */
  allow(sentence: string): string;
  /** A span of time in words: "30 seconds". */
  amount(value: number, unit: 'second' | 'day'): string;
}

const keysBySentence = new Map(Object.entries(en).map(([key, sentence]) => [sentence as string, key as PageText]));

function isPageText(key: string): key is PageText {
  return Object.hasOwn(en, key);
}

/** Makes what says things in a language. */
export function createWording(locale: Locale): Wording {
  const texts = pageTexts[locale];
  const translate = (sentence: string): string | null => {
    const key = keysBySentence.get(sentence);
    return key === undefined ? null : texts[key];
  };
  const repeat = (sentence: string): Html => {
    const known = translate(sentence);
    return known === null ? html`<span lang="en">${sentence}</span>` : html`${known}`;
  };
  return {
    locale,
    say: (key, ...[values]) => fill(texts[key], values ?? {}),
    repeat,
    explain({ broken, message }, label) {
      const key = `rule.${broken?.rule ?? ''}`;
      if (locale === 'en' || label === null || !isPageText(key)) return repeat(message);
      const figures = { least: String(broken?.least ?? ''), most: String(broken?.most ?? '') };
      return html`${label}: ${fill(texts[key], figures)}`;
    },
    allow: (sentence) => translate(sentence) ?? sentence,
    amount: (value, unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value),
  };
}
