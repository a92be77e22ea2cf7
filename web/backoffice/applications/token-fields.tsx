import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { GrantType } from '../../shared/applications/application.ts';
import { TextList } from '../../shared/forms/text-list.tsx';
import type { FormProblems } from '../../shared/json-api.ts';
import type { Draft, DraftField } from './draft.ts';
import { grantTypes } from './use-administered-filters.tsx';

export interface DraftFieldsProps {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  readonly shown: ReadonlySet<DraftField>;
  readonly problems: FormProblems<DraftField>['fields'];
}

function GrantTypesField({ change, draft, problems }: DraftFieldsProps) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      label={t('administeredApplications.form.grantTypes')}
      description={t('administeredApplications.form.grantTypesHint')}
      value={[...draft.grantTypes]}
      onChange={(chosen) => change({ grantTypes: chosen as GrantType[] })}
      error={problems.grantTypes}
      withAsterisk
    >
      <Stack gap={6} my={6}>
        {grantTypes.map((grant) => (
          <Checkbox
            key={grant}
            value={grant}
            label={t(`administeredApplications.grants.${grant}`)}
            description={t(`administeredApplications.grantHints.${grant}`)}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

const flags = ['confidential', 'pkceRequired', 'skipConsent', 'tokenReuse', 'guestsAllowed'] as const;

/** How an application gets tokens. */
export function TokenFields(props: DraftFieldsProps) {
  const { t } = useTranslation();
  const { change, draft, problems, shown } = props;
  const text = (name: string) => t(`administeredApplications.form.${name}`);
  return (
    <Stack>
      {shown.has('grantTypes') && <GrantTypesField {...props} />}
      {shown.has('redirectUris') && (
        <TextList
          label={text('redirectUris')}
          description={text('redirectUrisHint')}
          values={draft.redirectUris}
          onChange={(redirectUris) => change({ redirectUris })}
          nameOf={(number) => t('administeredApplications.form.redirectUri', { number })}
          add={text('addRedirectUri')}
          remove={(name) => t('administeredApplications.form.remove', { name })}
          error={problems.redirectUris}
          maxLength={2000}
          placeholder="https://example.com/callback"
        />
      )}
      {flags
        .filter((flag) => shown.has(flag))
        .map((flag) => (
          <Checkbox
            key={flag}
            label={text(flag)}
            description={text(`${flag}Hint`)}
            checked={draft[flag]}
            onChange={({ currentTarget }) => change({ [flag]: currentTarget.checked })}
            error={problems[flag]}
          />
        ))}
    </Stack>
  );
}
