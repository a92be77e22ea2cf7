import { z } from 'zod';
import type { Side } from '../../access/subject.ts';
import { oauthErrorCodes } from '../../oauth/oauth-error.ts';
import { type ActivityGroup, groupings, type Statistics } from '../../oauth/statistics.ts';
import { sideNames } from './attribute-declarations.ts';
import {
  defineResourceType,
  type FilterDeclaration,
  type Resource,
  type ResourceType,
  showPage,
} from './resource-type.ts';

const type = 'statistics';
const grants = ['client_credentials', 'authorization_code', 'password', 'refresh_token'] as const;
const count = z.number().int();

function show({ by, called, issued, label, refused, value }: ActivityGroup): Resource {
  const isApplication = by === 'application' && value !== null;
  return {
    type,
    id: `${by}:${value ?? 'none'}`,
    attributes: { by, value, label, issued, refused, called },
    relationships: { application: isApplication ? { type: 'oauthapplications', id: value } : null },
  };
}

/** What only the back-office tells apart. */
const backofficeFilters = {
  organization: { description: 'The id of the organization.', kind: 'id' },
  side: { description: 'The side of the application.', kind: 'choice', choices: sideNames },
} as const satisfies Readonly<Record<string, FilterDeclaration>>;

/** How many tokens were issued, requests refused and calls made, of the applications that one may see. */
export function createStatisticsType(statistics: Statistics, side: Side): ResourceType {
  return defineResourceType({
    type,
    protects: 'oauthapplications',
    title: 'Statistics',
    one: 'a group of numbers',
    description:
      'How many tokens were issued, requests refused and calls made, grouped by filter[by], of the applications that you may see. Counted in hours (kept for 14 days), days (400) and months (1830) of UTC; some seconds late.',
    attributes: {
      by: { description: 'What the numbers are grouped by.', schema: z.enum(groupings), example: 'day' },
      value: {
        description: 'The group: the beginning of a time, an id, or a word. Null where there is none.',
        schema: z.string().nullable(),
        example: '2026-01-31T00:00:00.000Z',
      },
      label: {
        description: 'The name of the application or organization, also of a deleted one.',
        schema: z.string().nullable(),
        example: null,
      },
      issued: { description: 'Access tokens issued.', schema: count, example: 1250 },
      refused: {
        description: 'Requests refused at the token, authorization, introspection and revocation endpoints.',
        schema: count,
        example: 12,
      },
      called: { description: 'Calls of the two JSON:APIs with a good token.', schema: count, example: 9800 },
    },
    relationships: {
      application: {
        description: 'The application, where the numbers are grouped by it.',
        targets: ['oauthapplications'],
        emptiable: true,
      },
    },
    filters: {
      by: {
        description: 'What to group by; day where left out. The outcome is issued, called, or the code of a refusal.',
        kind: 'choice',
        choices: groupings,
      },
      at: {
        description: 'When it happened. The period that holds the time after which is asked for is included.',
        kind: 'time',
      },
      application: { description: 'The id of the application.', kind: 'id' },
      grant: { description: 'The grant type.', kind: 'choice', choices: grants },
      outcome: {
        description: 'What came of it: issued, called, or the code of a refusal.',
        kind: 'choice',
        choices: ['issued', 'called', ...oauthErrorCodes],
      },
      ...(side === 'backoffice' && backofficeFilters),
    },
    sorts: ['value', 'issued', 'refused', 'called'],
    defaultSort: 'value',
    list: async (caller, query) => showPage(await statistics.list(caller, query), show),
  });
}
