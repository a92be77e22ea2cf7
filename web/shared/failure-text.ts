import { useTranslation } from 'react-i18next';
import { ApiFailure } from './json-api.ts';

/** Makes the function that puts a failure into words for people. */
export function useFailureText() {
  const { t } = useTranslation();
  return (failure: unknown): string => {
    if (!(failure instanceof ApiFailure)) return t('failures.unknown');
    if (failure.status === 0) return t('failures.unreachable');
    return failure.message === '' ? t('failures.unknown') : failure.message;
  };
}
