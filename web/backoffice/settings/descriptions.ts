import { useQuery } from '@tanstack/react-query';
import { context } from '../../shared/context.ts';
import type { SettingAttributes } from './setting.ts';

/** What settings mean, by their names. */
type SettingDescriptions = Readonly<Record<string, string>>;

/** English is what the API says. */
const languages: Readonly<Record<string, () => Promise<SettingDescriptions>>> = {
  de: async () => (await import('./descriptions/de.ts')).de,
  fr: async () => (await import('./descriptions/fr.ts')).fr,
  es: async () => (await import('./descriptions/es.ts')).es,
  uk: async () => (await import('./descriptions/uk.ts')).uk,
};

/** Gives the function that says what a setting means, in the language of the person. */
export function useSettingDescription(): (setting: SettingAttributes) => string {
  const { data } = useQuery({
    queryKey: ['setting-descriptions'],
    queryFn: async (): Promise<SettingDescriptions> => (await languages[context.locale]?.()) ?? {},
    staleTime: Number.POSITIVE_INFINITY,
  });
  return ({ description, name }) => data?.[name] ?? description;
}
