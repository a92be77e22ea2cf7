import { Button, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context, postForm } from './context.ts';
import { BuildingIcon, CheckIcon, DownIcon } from './icons.tsx';

/** Chooses the organization to work in, for those who belong to several. */
export function OrganizationSwitch({ fullWidth = false }: { readonly fullWidth?: boolean }) {
  const { t } = useTranslation();
  const { organization, organizations } = context;
  if (organizations.length < 2) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          fullWidth={fullWidth}
          maw={fullWidth ? undefined : 280}
          leftSection={<BuildingIcon />}
          rightSection={<DownIcon />}
          aria-label={t('organization.switch', { name: organization.name })}
        >
          {organization.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {organizations.map(({ id, name }) => (
          <Menu.Item
            key={id}
            role="menuitemradio"
            aria-checked={id === organization.id}
            rightSection={id === organization.id ? <CheckIcon /> : null}
            onClick={() => id !== organization.id && postForm('organization', { organization: id })}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
