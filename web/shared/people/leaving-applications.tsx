import { Anchor, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Status } from '../applications/columns.tsx';
import { context } from '../context.ts';
import { formatTime } from '../i18n.ts';
import { Loaded } from '../page.tsx';
import { type LeftBehind, leavingKey, reviewLeaving } from './leaving.ts';
import type { Person } from './person.ts';

function Application({ application }: { readonly application: LeftBehind }) {
  const { t } = useTranslation();
  const { active, id, lastUsedAt, liveRefreshTokens, name, organization } = application;
  return (
    <Table.Tr>
      <Table.Td className="breakable">
        {context.side === 'backoffice' ? (
          <Anchor component={Link} to={`/oauth-applications/${id}`} size="sm">
            {name}
          </Anchor>
        ) : (
          name
        )}
        {context.side === 'backoffice' && <Text size="xs">{organization.name}</Text>}
      </Table.Td>
      <Table.Td>
        <Status active={active} />
      </Table.Td>
      <Table.Td>{lastUsedAt === null ? t('people.applications.never') : formatTime(lastUsedAt)}</Table.Td>
      <Table.Td ta="end">{liveRefreshTokens}</Table.Td>
    </Table.Tr>
  );
}

function Applications({ applications }: { readonly applications: readonly LeftBehind[] }) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table aria-label={t('applications.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('applications.columns.name')}</Table.Th>
            <Table.Th>{t('applications.columns.status')}</Table.Th>
            <Table.Th>{t('people.applications.lastUse')}</Table.Th>
            <Table.Th ta="end">{t('people.leaving.refreshTokens')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {applications.map((application) => (
            <Application key={application.id} application={application} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface LeavingApplicationsProps {
  readonly person: Person;
  /** The organizations that are left; all where left out. */
  readonly organizationIds?: readonly string[];
}

/** The applications that stop working when a person leaves. */
export function LeavingApplications({ organizationIds, person }: LeavingApplicationsProps) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: [...leavingKey, person.type, person.id],
    queryFn: () => reviewLeaving(person),
    gcTime: 0,
  });
  return (
    <Loaded query={query}>
      {({ beyondReach, listed }) => {
        const left = listed.filter(({ organization }) => organizationIds?.includes(organization.id) ?? true);
        const hidden = organizationIds === undefined ? beyondReach : 0;
        if (left.length + hidden === 0) return <Text size="sm">{t('people.leaving.none')}</Text>;
        return (
          <Stack gap="xs">
            <Text size="sm">{t('people.leaving.effect', { count: left.filter(({ active }) => active).length })}</Text>
            {left.length > 0 && <Applications applications={left} />}
            {hidden > 0 && <Text size="sm">{t('people.leaving.beyondReach', { count: hidden })}</Text>}
          </Stack>
        );
      }}
    </Loaded>
  );
}
