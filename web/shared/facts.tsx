import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** One thing that is known. */
export function Fact({ label, value }: { readonly label: string; readonly value: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text component="dt" size="sm" fw={600}>
        {label}
      </Text>
      <Text component="dd" m={0} className="breakable">
        {value === '' || value === null ? t('profile.none') : value}
      </Text>
    </div>
  );
}

/** What is known about something: each with its name. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}
