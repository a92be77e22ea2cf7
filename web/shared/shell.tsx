import { AppShell, Burger, Group, NavLink, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { base, context } from './context.ts';
import { BookIcon } from './icons.tsx';
import { KeysMissing } from './keys-missing.tsx';
import { OrganizationSwitch } from './organization-switch.tsx';
import { UserMenu } from './user-menu.tsx';

/** A page that the navigation leads to, or a group of them. */
export interface NavigationItem {
  /** The key of its name among the texts. */
  readonly label: string;
  readonly icon?: ReactNode;
  /** Below the address of the application: `/my-user`; none for a group. */
  readonly to?: string;
  /** Whether it is of use to who is signed in. */
  readonly shown?: boolean;
  readonly items?: readonly NavigationItem[];
}

/** The items that are of use; groups of which nothing is left are gone too. */
function itemsShown(items: readonly NavigationItem[]): NavigationItem[] {
  return items.flatMap((item) => {
    if (item.shown === false) return [];
    if (item.items === undefined) return [item];
    const below = itemsShown(item.items);
    return below.length === 0 ? [] : [{ ...item, items: below }];
  });
}

interface NavigationProps {
  readonly items: readonly NavigationItem[];
  readonly onChoose: () => void;
}

function isAt(path: string, to: string): boolean {
  const here = path.replace(base, '');
  return here === to || here.startsWith(`${to}/`);
}

function NavigationLinks({ items, onChoose }: NavigationProps) {
  const { t } = useTranslation();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return items.map(({ icon, items: below, label, to }) =>
    to === undefined ? (
      <NavLink key={label} label={t(label)} leftSection={icon} defaultOpened childrenOffset="md">
        <NavigationLinks items={below ?? []} onChoose={onChoose} />
      </NavLink>
    ) : (
      <NavLink
        key={label}
        component={Link}
        to={to}
        label={t(label)}
        leftSection={icon}
        active={isAt(path, to)}
        variant="light"
        c="var(--mantine-color-text)"
        onClick={onChoose}
      />
    ),
  );
}

function Navigation({ items, onChoose }: NavigationProps) {
  const { t } = useTranslation();
  return (
    <>
      <AppShell.Section hiddenFrom="sm" mb="sm">
        <OrganizationSwitch fullWidth />
      </AppShell.Section>
      <AppShell.Section grow component={ScrollArea}>
        <NavigationLinks items={itemsShown(items)} onChoose={onChoose} />
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
        <Text component={Link} to="/" fw={700} size="lg" c="var(--mantine-color-text)">
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
