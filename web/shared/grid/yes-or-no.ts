import { useTranslation } from 'react-i18next';

const flags: Readonly<Record<string, string>> = { yes: 'true', no: 'false' };

/** The filter of the API for an answer that stands in the address; undefined for none. */
export const flagOf = (answer: string | undefined): string | undefined => flags[answer ?? ''];

/** The answers, to choose one. */
export function useYesOrNo() {
  const { t } = useTranslation();
  return (['yes', 'no'] as const).map((value) => ({ value, label: t(`organizations.${value}`) }));
}
