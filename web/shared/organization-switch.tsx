import { Button, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context, postForm } from './context.ts';
import { BuildingIcon, DownIcon } from './icons.tsx';

/** Chooses the organization to work in, for those who belong to several. */
export function OrganizationSwitch({ fullWidth = false }: { readonly fullWidth?: boolean }) {
  const { t } = useTranslation();
  const { organization, organizations } = context;
  if (organizations.length < 2) return null;
  return (
    <Menu position="bottom-end">
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
        <Menu.Label>{t('organization.label')}</Menu.Label>
        <Menu.RadioGroup
          value={organization.id}
          onChange={(id) => id !== organization.id && postForm('organization', { organization: String(id) })}
        >
          {organizations.map(({ id, name }) => (
            <Menu.RadioItem key={id} value={id}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
