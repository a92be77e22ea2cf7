import { ActionIcon, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MoreIcon } from '../icons.tsx';

/** What marks the button that opens the menu of a row. */
export const rowOpener = (id: string) => `more-${id}`;

interface RowMenuProps {
  readonly id: string;
  /** Names the row, for those who do not see it. */
  readonly name: string;
  /** Menu.Item elements. */
  readonly children: ReactNode;
}

/** The ⋯ menu of a row. */
export function RowMenu({ children, id, name }: RowMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          size="lg"
          data-opener={rowOpener(id)}
          title={t('actions.moreOptions')}
          aria-label={`${t('actions.moreOptions')}: ${name}`}
        >
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
