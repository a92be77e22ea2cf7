import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../grid/grid-filters.tsx';

/** Whether somebody or something may act. */
export function EnabledStatus({ enabled }: { readonly enabled: boolean }) {
  const { t } = useTranslation();
  return (
    <Badge variant="dot" color={enabled ? 'green' : 'gray'} c="var(--mantine-color-text)" tt="none" size="lg">
      {t(enabled ? 'people.status.enabled' : 'people.status.disabled')}
    </Badge>
  );
}

/** The filter of lists by it. */
export function useEnabledFilter(): Filter {
  const { t } = useTranslation();
  const choices = (['enabled', 'disabled'] as const).map((value) => ({ value, label: t(`people.status.${value}`) }));
  return { name: 'status', title: t('people.status.label'), choices };
}
