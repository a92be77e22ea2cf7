import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { context } from './context.ts';
import { en, type Texts } from './texts/en.ts';

/** The languages beside English. Each is fetched only by those who read it. */
const languages: Readonly<Record<string, () => Promise<Texts>>> = {};

/** Loads the texts in the language of who is signed in; English where there are none in it. */
export async function startTexts(): Promise<void> {
  const load = languages[context.locale];
  const language = load === undefined ? 'en' : context.locale;
  const texts = load === undefined ? en : await load();
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, [language]: { translation: texts } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    nsSeparator: false,
  });
}

const dateAndTime = new Intl.DateTimeFormat(context.locale, { dateStyle: 'medium', timeStyle: 'short' });

/** Writes a time of the API the way people of the language read it, in the zone of the browser. */
export function formatTime(time: string): string {
  return dateAndTime.format(new Date(time));
}
