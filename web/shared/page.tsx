import { Group, Loader, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from './failure-text.ts';
import { ProblemsAlert } from './forms/problems-alert.tsx';

/** Names the window after the page. */
export function usePageTitle(title: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
}

interface PageProps {
  readonly title: string;
  /** What can be done here, at the end of the title's line. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page under its title. */
export function Page({ actions, children, title }: PageProps) {
  usePageTitle(title);
  return (
    <Stack gap="lg" maw={1400} mx="auto">
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h2" className="breakable">
          {title}
        </Title>
        {actions !== undefined && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}

interface LoadedProps<Data> {
  readonly query: { readonly data: Data | undefined; readonly error: Error | null };
  readonly children: (data: Data) => ReactNode;
}

/** What was asked of the API once it is there; until then that it is on its way, or why it is not. */
export function Loaded<Data>({ children, query: { data, error } }: LoadedProps<Data>) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  if (data !== undefined) return children(data);
  if (error !== null) return <ProblemsAlert problems={[failureText(error)]} />;
  return <Loader role="status" aria-label={t('grid.loading')} />;
}
