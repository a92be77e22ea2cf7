import { useTranslation } from 'react-i18next';
import type { Filter } from '../grid/grid-filters.tsx';
import { StatusBadge } from '../status-badge.tsx';

/** Whether somebody or something may act. */
export function EnabledStatus({ enabled }: { readonly enabled: boolean }) {
  const { t } = useTranslation();
  return (
    <StatusBadge color={enabled ? 'green' : 'gray'}>
      {t(enabled ? 'people.status.enabled' : 'people.status.disabled')}
    </StatusBadge>
  );
}

/** The filter of lists by it. */
export function useEnabledFilter(): Filter {
  const { t } = useTranslation();
  const choices = (['enabled', 'disabled'] as const).map((value) => ({ value, label: t(`people.status.${value}`) }));
  return { name: 'status', title: t('people.status.label'), choices };
}
