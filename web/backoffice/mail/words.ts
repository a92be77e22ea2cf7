import { useTranslation } from 'react-i18next';
import { mailLanguages } from './names.ts';

/** Makes the function that names an event, or a template, for people. */
export function useMailWords() {
  const { t } = useTranslation();
  return (name: string): string => t(`mail.events.${name}`, { defaultValue: name });
}

/** The languages of mails, to choose one. */
export function useLanguageChoices() {
  const { t } = useTranslation();
  return mailLanguages.map((value) => ({ value, label: t(`languages.${value}`) }));
}

/** The events or templates, to choose one. */
export function useNameChoices<Name extends string>(names: readonly Name[]) {
  const words = useMailWords();
  return names.map((value) => ({ value, label: words(value) }));
}
