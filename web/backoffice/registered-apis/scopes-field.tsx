import { ActionIcon, Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseIcon, PlusIcon } from '../../shared/icons.tsx';
import type { ApiScope } from './registered-api.ts';

interface ScopesFieldProps {
  readonly value: readonly ApiScope[];
  readonly onChange: (value: readonly ApiScope[]) => void;
  readonly error: string | undefined;
}

/** The scopes of an API, each with its sentence. */
export function ScopesField({ error, onChange, value }: ScopesFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const change = (at: number, changes: Partial<ApiScope>) =>
    onChange(value.map((each, index) => (index === at ? { ...each, ...changes } : each)));
  return (
    <Fieldset legend={t('registeredApis.scopes')} aria-describedby={error === undefined ? undefined : id}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t('registeredApis.scopesHint')}
        </Text>
        {value.map(({ scope, sentence }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the scopes have no identity but their place
          <Group key={at} gap="xs" align="end">
            <TextInput
              flex="1 1 8rem"
              label={t('registeredApis.scope', { number: at + 1 })}
              value={scope}
              onChange={({ currentTarget }) => change(at, { scope: currentTarget.value })}
              placeholder="orders:read"
              maxLength={100}
              spellCheck={false}
            />
            <TextInput
              flex="2 1 12rem"
              label={t('registeredApis.sentence', { number: at + 1 })}
              value={sentence}
              onChange={({ currentTarget }) => change(at, { sentence: currentTarget.value })}
              maxLength={255}
            />
            <ActionIcon
              variant="default"
              size="lg"
              title={t('registeredApis.removeScope', { number: at + 1 })}
              aria-label={t('registeredApis.removeScope', { number: at + 1 })}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              <CloseIcon />
            </ActionIcon>
          </Group>
        ))}
        {error !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" id={id} role="alert">
            {error}
          </Text>
        )}
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<PlusIcon />}
            onClick={() => onChange([...value, { scope: '', sentence: '' }])}
          >
            {t('registeredApis.addScope')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
