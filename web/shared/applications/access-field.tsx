import { Checkbox, Fieldset, Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Side } from '../context.ts';
import type { Access } from './application.ts';

const modes = [
  ['everything', 'everything'],
  ['read-only', 'readOnly'],
  ['chosen', 'chosen'],
] as const;

interface ScopeChoiceProps {
  readonly side: Side;
  readonly scopes: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (scopes: string[]) => void;
}

function ScopeChoice({ chosen, onChange, scopes, side }: ScopeChoiceProps) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group label={t('applications.form.scopes')} value={[...chosen]} onChange={onChange} ml="xl">
      <Stack gap={6} mt={6}>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            value={scope}
            label={t(`applications.scopes.${side}.${scope}`)}
            description={<span className="code">{scope}</span>}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

interface AccessFieldProps {
  /** The side of the application. */
  readonly side: Side;
  /** The scopes to choose from. */
  readonly scopes: readonly string[];
  /** Under which key the words for the choices are: those for oneself, or those for others. */
  readonly words: 'applications.form' | 'administeredApplications.form';
  readonly access: Access;
  readonly onChange: (access: Access) => void;
  readonly problem: string | undefined;
}

/** What an application may do. */
export function AccessField({ access, onChange, problem, scopes, side, words }: AccessFieldProps) {
  const { t } = useTranslation();
  const choose = (mode: string) => onChange(mode === 'chosen' ? { mode, scopes: [] } : { mode: mode as 'everything' });
  return (
    <Fieldset
      legend={t('applications.form.access')}
      aria-describedby={problem === undefined ? undefined : 'access-problem'}
    >
      <Stack gap="xs">
        {modes.map(([mode, text]) => (
          <Radio
            key={mode}
            name="access"
            value={mode}
            checked={access.mode === mode}
            onChange={() => choose(mode)}
            label={t(`${words}.${text}`)}
            description={t(`${words}.${text}Hint`)}
          />
        ))}
        {access.mode === 'chosen' && (
          <ScopeChoice
            side={side}
            scopes={scopes}
            chosen={access.scopes}
            onChange={(chosen) => onChange({ mode: 'chosen', scopes: chosen })}
          />
        )}
        {problem !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" id="access-problem" role="alert">
            {problem}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}
