import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import type { RowsPage } from '../../shared/grid/load-page.ts';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { useYesOrNo } from '../../shared/grid/yes-or-no.ts';
import { formatTime } from '../../shared/i18n.ts';
import { Page } from '../../shared/page.tsx';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useOrganizationColumn, useOrganizationFilter } from '../organizations/organization-filter.tsx';
import { templateNames } from './names.ts';
import { listTemplates, type MailTemplate, templateSources, templatesKey } from './template.ts';
import { useLanguageChoices, useMailWords, useNameChoices } from './words.ts';

const sourceColors = { 'built-in': 'gray', installation: 'blue', organization: 'grape' } as const;

/** Whose version a template is. */
export function SourceBadge({ source }: Pick<MailTemplate['attributes'], 'source'>) {
  const { t } = useTranslation();
  return <StatusBadge color={sourceColors[source]}>{t(`mail.templates.sources.${source}`)}</StatusBadge>;
}

function useColumns() {
  const { t } = useTranslation();
  const words = useMailWords();
  const organizationColumn = useOrganizationColumn<MailTemplate>('mailtemplates', t('mail.allOrganizations'));
  return ({ included }: RowsPage<MailTemplate>): Column<MailTemplate>[] => [
    {
      name: 'template',
      title: t('mail.templates.template'),
      sort: 'template',
      show: ({ attributes: { subject, template }, id }) => (
        <Stack gap={2} maw={520}>
          <Anchor component={Link} to={`/mail-templates/${id}`} fw={600} size="sm">
            {words(template)}
          </Anchor>
          <Text size="xs" className="breakable">
            {subject}
          </Text>
        </Stack>
      ),
    },
    {
      name: 'language',
      title: t('mail.language'),
      sort: 'language',
      show: ({ attributes }) => t(`languages.${attributes.language}`),
    },
    {
      name: 'source',
      title: t('mail.templates.source'),
      show: ({ attributes: { failedAt, source } }) => (
        <Stack gap={2}>
          <SourceBadge source={source} />
          {failedAt !== null && (
            <Text size="xs" c="var(--mantine-color-error)">
              {t('mail.templates.failed')}
            </Text>
          )}
        </Stack>
      ),
    },
    ...organizationColumn(included),
    {
      name: 'updatedAt',
      title: t('mail.templates.updatedAt'),
      sort: 'updatedAt',
      show: ({ attributes: { updatedAt } }) => (updatedAt === null ? '–' : formatTime(updatedAt)),
    },
  ];
}

function useFilters(): Filter[] {
  const { t } = useTranslation();
  const sources = templateSources.map((value) => ({ value, label: t(`mail.templates.sources.${value}`) }));
  return [
    { name: 'template', title: t('mail.templates.template'), choices: useNameChoices(templateNames) },
    { name: 'language', title: t('mail.language'), choices: useLanguageChoices() },
    { name: 'source', title: t('mail.templates.source'), choices: sources },
    { name: 'edited', title: t('mail.templates.edited'), choices: useYesOrNo() },
    ...useOrganizationFilter('mailtemplates'),
  ];
}

/** System › Emails › Templates: what mails say, in every language. */
export function MailTemplatesPage() {
  const { t } = useTranslation();
  const words = useMailWords();
  const columns = useColumns();
  const filters = useFilters();
  return (
    <Page title={t('mail.templates.title')}>
      <Text size="sm" maw={800}>
        {t('mail.templates.explanation')}
      </Text>
      <ResourceList
        label={t('mail.templates.title')}
        queryKey={[...templatesKey, 'list']}
        load={listTemplates}
        columns={columns}
        filters={filters}
        defaultSort="template"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => `${words(attributes.template)} (${t(`languages.${attributes.language}`)})`}
        empty={{ title: t('mail.templates.empty') }}
      />
    </Page>
  );
}
