import { AppShell, Burger, Group, NavLink, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { base, context } from './context.ts';
import { BookIcon } from './icons.tsx';
import { KeysMissing } from './keys-missing.tsx';
import { OrganizationSwitch } from './organization-switch.tsx';
import { UserMenu } from './user-menu.tsx';

/** A page that the navigation leads to. */
export interface NavigationItem {
  /** Below the address of the application: `/my-user`. */
  readonly to: string;
  /** The key of its name among the texts. */
  readonly label: string;
  readonly icon: ReactNode;
}

interface NavigationProps {
  readonly items: readonly NavigationItem[];
  readonly onChoose: () => void;
}

function Navigation({ items, onChoose }: NavigationProps) {
  const { t } = useTranslation();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <>
      <AppShell.Section hiddenFrom="sm" mb="sm">
        <OrganizationSwitch fullWidth />
      </AppShell.Section>
      <AppShell.Section grow component={ScrollArea}>
        {items.map(({ icon, label, to }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={t(label)}
            leftSection={icon}
            active={path.replace(base, '').startsWith(to)}
            variant="light"
            c="var(--mantine-color-text)"
            onClick={onChoose}
          />
        ))}
      </AppShell.Section>
      <AppShell.Section>
        <NavLink href={`${context.api}/doc`} label={t('apiDocumentation')} leftSection={<BookIcon />} />
      </AppShell.Section>
    </>
  );
}

function Header({ opened, toggle }: { readonly opened: boolean; readonly toggle: () => void }) {
  const { t } = useTranslation();
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
      <Group wrap="nowrap" gap="xs">
        <Burger
          opened={opened}
          onClick={toggle}
          hiddenFrom="sm"
          size="sm"
          aria-expanded={opened}
          aria-label={t(opened ? 'navigation.close' : 'navigation.open')}
        />
        <Text component={Link} to="/my-user" fw={700} size="lg" c="var(--mantine-color-text)">
          {t('product')}
        </Text>
      </Group>
      <Group wrap="nowrap" gap="xs">
        <Group visibleFrom="sm">
          <OrganizationSwitch />
        </Group>
        <UserMenu />
      </Group>
    </Group>
  );
}

/** The frame of every page: header, navigation and the page itself. */
export function Shell({ navigation }: { readonly navigation: readonly NavigationItem[] }) {
  const { t } = useTranslation();
  const [opened, { close, toggle }] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <AppShell.Header>
        <Header opened={opened} toggle={toggle} />
      </AppShell.Header>
      <AppShell.Navbar
        p="sm"
        className="navigation"
        data-opened={opened || undefined}
        aria-label={t('navigation.label')}
      >
        <Navigation items={navigation} onChoose={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {context.keysMissing && <KeysMissing />}
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

/** Names the window after the page. */
export function usePageTitle(title: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
}
