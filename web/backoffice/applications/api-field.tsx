import { Checkbox, Fieldset, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiAccess } from '../../shared/applications/application.ts';
import type { Side } from '../../shared/context.ts';
import { callApi, type Resource } from '../../shared/json-api.ts';

type RegisteredApi = Resource<{
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly scope: string; readonly sentence: string }[];
}>;

async function listApis(side: Side): Promise<readonly RegisteredApi[]> {
  const query = new URLSearchParams({ 'filter[side]': side, sort: 'name', 'page[size]': '100' });
  return (await callApi<readonly RegisteredApi[]>(`/resourceservers?${query}`)).document.data;
}

interface ApiFieldProps {
  readonly side: Side;
  readonly value: readonly ApiAccess[];
  readonly onChange: (value: readonly ApiAccess[]) => void;
  readonly error: string | undefined;
}

function ApiChoice({
  api,
  onChange,
  value,
}: Pick<ApiFieldProps, 'value' | 'onChange'> & { readonly api: RegisteredApi }) {
  const { t } = useTranslation();
  const { identifier, name, scopes } = api.attributes;
  const chosen = value.find((each) => each.identifier === identifier);
  const others = value.filter((each) => each.identifier !== identifier);
  return (
    <Stack gap={6}>
      <Checkbox
        label={name}
        description={<span className="code">{identifier}</span>}
        checked={chosen !== undefined}
        onChange={({ currentTarget }) =>
          onChange(
            currentTarget.checked ? [...others, { identifier, scopes: scopes.map(({ scope }) => scope) }] : others,
          )
        }
      />
      {chosen !== undefined && scopes.length > 0 && (
        <Checkbox.Group
          label={t('administeredApplications.form.apiScopes', { name })}
          value={[...chosen.scopes]}
          onChange={(wanted) => onChange([...others, { identifier, scopes: wanted }])}
          ml="xl"
        >
          <Stack gap={6} mt={6}>
            {scopes.map(({ scope, sentence }) => (
              <Checkbox
                key={scope}
                value={scope}
                label={sentence}
                description={<span className="code">{scope}</span>}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </Stack>
  );
}

/** The registered APIs that an application may have tokens for, with their scopes; nothing where there are none. */
export function ApiField({ error, onChange, side, value }: ApiFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { data: apis = [] } = useQuery({ queryKey: ['resourceservers', 'of', side], queryFn: () => listApis(side) });
  if (apis.length === 0) return null;
  return (
    <Fieldset
      legend={t('administeredApplications.form.apis')}
      aria-describedby={error === undefined ? undefined : `${id}-problem`}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('administeredApplications.form.apisHint')}
        </Text>
        {apis.map((api) => (
          <ApiChoice key={api.id} api={api} value={value} onChange={onChange} />
        ))}
        {error !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" id={`${id}-problem`} role="alert">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}
