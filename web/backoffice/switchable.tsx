import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RowMenu, rowOpener } from '../shared/grid/row-menu.tsx';
import type { Resource } from '../shared/json-api.ts';

/** Something with a name that can be enabled and disabled: an organization or a customer. */
export type Switchable = Resource<{ readonly name: string; readonly enabled: boolean }>;

/** What stands open over a page about such things. */
export type SwitchableOpened<Row extends Switchable> =
  | { readonly kind: 'form'; readonly row: Row | null }
  | { readonly kind: 'enable' | 'disable' | 'delete'; readonly row: Row };

interface SwitchableMenuProps<Row extends Switchable> {
  readonly row: Row;
  readonly onOpen: (opened: SwitchableOpened<Row>, opener: string) => void;
  /** The address of its page; left out on that page itself. */
  readonly page?: string;
  readonly mayEdit: boolean;
  readonly mayDelete?: boolean;
  /** Whether it can be enabled and disabled by who is signed in. */
  readonly maySwitch?: boolean;
}

/** What can be done with it, as far as one may. */
export function SwitchableMenu<Row extends Switchable>(props: SwitchableMenuProps<Row>) {
  const { mayDelete = false, mayEdit, maySwitch = mayEdit, onOpen, page, row } = props;
  const { t } = useTranslation();
  const turn = row.attributes.enabled ? 'disable' : 'enable';
  return (
    <RowMenu id={row.id} name={row.attributes.name}>
      {page !== undefined && (
        <Menu.Item component={Link} to={page}>
          {t('people.menu.view')}
        </Menu.Item>
      )}
      {mayEdit && (
        <Menu.Item onClick={() => onOpen({ kind: 'form', row }, rowOpener(row.id))}>{t('people.menu.edit')}</Menu.Item>
      )}
      {maySwitch && (
        <Menu.Item onClick={() => onOpen({ kind: turn, row }, rowOpener(row.id))}>{t(`people.menu.${turn}`)}</Menu.Item>
      )}
      {mayDelete && (
        <Menu.Item onClick={() => onOpen({ kind: 'delete', row }, rowOpener(row.id))}>
          {t('people.menu.delete')}
        </Menu.Item>
      )}
    </RowMenu>
  );
}
