import { useTranslation } from 'react-i18next';
import { context } from './context.ts';
import { ApiFailure, type ErrorObject } from './json-api.ts';

type Translate = ReturnType<typeof useTranslation>['t'];

/**
 * Puts an error of the API into words. English is what the API speaks itself; in other languages the usual rules and
 * codes are said in the language of the page, and what is special stays as the server says it.
 */
export function errorText(t: Translate, { code = '', detail, meta, title }: ErrorObject): string {
  const said = detail ?? title ?? t('failures.unknown');
  if (context.locale === 'en') return said;
  const keys = [...(meta?.rule === undefined ? [] : [`brokenRules.rules.${meta.rule}`]), `brokenRules.codes.${code}`];
  return t(keys, { least: meta?.least, most: meta?.most, defaultValue: said });
}

/** Makes the function that puts a failure into words for people. */
export function useFailureText() {
  const { t } = useTranslation();
  return (failure: unknown): string => {
    if (!(failure instanceof ApiFailure)) return t('failures.unknown');
    if (failure.status === 0) return t('failures.unreachable');
    const text = failure.errors.map((error) => errorText(t, error)).join(' ');
    return text === '' ? t('failures.unknown') : text;
  };
}
