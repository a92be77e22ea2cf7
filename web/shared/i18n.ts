import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { context } from './context.ts';
import type { Texts } from './texts/texts.ts';

/** Each language is fetched only by those who read it. */
const languages: Readonly<Record<string, () => Promise<Texts>>> = {
  en: async () => (await import('./texts/en/index.ts')).en,
  de: async () => (await import('./texts/de/index.ts')).de,
  fr: async () => (await import('./texts/fr/index.ts')).fr,
  es: async () => (await import('./texts/es/index.ts')).es,
  uk: async () => (await import('./texts/uk/index.ts')).uk,
};

/** Loads the texts in the language of who is signed in; English where there are none in it. */
export async function startTexts(): Promise<void> {
  const language = context.locale in languages ? context.locale : 'en';
  document.documentElement.lang = language;
  const needed = [...new Set([language, 'en'])];
  const texts = await Promise.all(needed.map(async (name) => [name, { translation: await languages[name]?.() }]));
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: Object.fromEntries(texts),
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    nsSeparator: false,
  });
}

const dateAndTime = new Intl.DateTimeFormat(context.locale, { dateStyle: 'medium', timeStyle: 'short' });

const exactTime = new Intl.DateTimeFormat(context.locale, { dateStyle: 'medium', timeStyle: 'medium' });

/** The same as `formatTime`, to the second. */
export function formatExactTime(time: string): string {
  return exactTime.format(new Date(time));
}

/** Writes a time of the API the way people of the language read it, in the zone of the browser. */
export function formatTime(time: string): string {
  return dateAndTime.format(new Date(time));
}
