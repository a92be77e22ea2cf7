import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RowMenu, rowOpener } from '../grid/row-menu.tsx';
import { isSelf, mayManage, type Person, type PersonType, personName } from './person.ts';

/** What stands open over a page about people. */
export type PersonOpened =
  | { readonly kind: 'form'; readonly person: Person | null }
  | { readonly kind: 'memberships' | 'password' | 'enable' | 'disable' | 'delete'; readonly person: Person };

interface PersonMenuProps {
  readonly person: Person;
  readonly onOpen: (opened: PersonOpened, opener: string) => void;
  /** The address of the person's page; left out on that page itself. */
  readonly page?: string;
}

/** What can be done with a person, as far as one may. */
export function PersonMenu({ onOpen, page, person }: PersonMenuProps) {
  const { t } = useTranslation();
  const type = person.type as PersonType;
  const others = !isSelf(person);
  const turn = person.attributes.enabled ? 'disable' : 'enable';
  const item = (kind: 'memberships' | 'password' | 'enable' | 'disable' | 'delete', label: string) => (
    <Menu.Item onClick={() => onOpen({ kind, person }, rowOpener(person.id))}>{label}</Menu.Item>
  );
  return (
    <RowMenu id={person.id} name={personName(person)}>
      {page !== undefined && (
        <Menu.Item component={Link} to={page}>
          {t('people.menu.view')}
        </Menu.Item>
      )}
      {mayManage(type, 'edit') && (
        <>
          <Menu.Item onClick={() => onOpen({ kind: 'form', person }, rowOpener(person.id))}>
            {t('people.menu.edit')}
          </Menu.Item>
          {type === 'users' && item('memberships', t('people.memberships.edit'))}
          {others && item('password', t('people.menu.resetPassword'))}
          {others && item(turn, t(`people.menu.${turn}`))}
        </>
      )}
      {mayManage(type, 'delete') && others && item('delete', t('people.menu.delete'))}
    </RowMenu>
  );
}
