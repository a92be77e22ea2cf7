import { z } from 'zod';
import type { PersonRef } from '../../access/subject.ts';
import type { BulkAction, ClientListing } from '../../oauth/client.ts';
import { mostAtOnce } from '../../oauth/client-bulk.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import { id as anId, anyTime, text } from './attribute-declarations.ts';
import {
  type CollectionAction,
  defineAction,
  defineCollectionAction,
  type Identifier,
  type Resource,
  type ResourceAction,
  showFound,
} from './resource-type.ts';

type Show = (listing: ClientListing) => Resource;

const secretExample = 'grs_bo_EXAMPLEexampleEXAMPLEexampleEXAMPLEexampleEXAMPLE12';

function turnAction(clients: ClientRegistration, show: Show, active: boolean): ResourceAction {
  return {
    method: 'POST',
    path: active ? 'activate' : 'deactivate',
    action: 'edit',
    summary: active
      ? 'Activate an OAuth application; what was ended stays ended'
      : 'Deactivate an OAuth application and end what it was issued',
    answers: 'resource',
    run: async (caller, { id = '' }) => showFound(await clients.update(caller, id, { active }), show),
  };
}

function addSecretAction(clients: ClientRegistration): ResourceAction {
  return defineAction({
    method: 'POST',
    path: 'secrets',
    action: 'edit',
    summary: 'Add a secret to an OAuth application; its value is in this answer and never again',
    input: z.strictObject({
      name: text.describe('What it is for; once per application.'),
      expiresAt: anyTime.nullable().optional().describe('When it ends; never where left out.'),
    }),
    output: z.strictObject({ secretId: anId, clientSecret: z.string() }),
    example: {
      secretId: 'e2a7f490-3c5d-4b18-8f06-91d7c2b4a853',
      clientSecret: secretExample,
    },
    answers: 'meta',
    async run(caller, { id = '' }, { expiresAt, name }) {
      const input = { name, expiresAt: expiresAt ? new Date(expiresAt) : null };
      const added = await clients.addSecret(caller, id, input);
      return added && { secretId: added.id, clientSecret: added.value };
    },
  });
}

function retireSecretAction(clients: ClientRegistration): ResourceAction {
  return {
    method: 'DELETE',
    path: 'secrets/:secretId',
    action: 'edit',
    summary: 'Retire a secret of an OAuth application',
    answers: 'nothing',
    run: (caller, { id = '', secretId = '' }) => clients.retireSecret(caller, id, secretId),
  };
}

/** The action that gives an application to somebody else; `ownerTypes` are the types of people who can own one here. */
export function handOverAction(
  clients: ClientRegistration,
  ownerTypes: readonly string[],
  toPerson: (identifier: Identifier) => PersonRef,
): ResourceAction {
  return defineAction({
    method: 'POST',
    path: 'hand-over',
    action: 'edit',
    summary:
      'Give an OAuth application to another owner; its secrets, tokens and consents end, and its one new secret is in this answer',
    input: z.strictObject({
      owner: z
        .strictObject({ type: z.enum(ownerTypes), id: anId })
        .describe('Somebody of the same side and organization, whose permissions bound it from now on.'),
    }),
    output: z.strictObject({ secretId: anId.nullable(), clientSecret: z.string().nullable() }),
    example: { secretId: 'e2a7f490-3c5d-4b18-8f06-91d7c2b4a853', clientSecret: secretExample },
    answers: 'meta',
    run: async (caller, { id = '' }, { owner }) => {
      const handedOver = await clients.handOver(caller, id, toPerson(owner));
      return handedOver && { ...handedOver };
    },
  });
}

const bulkSummaries: Readonly<Record<BulkAction, string>> = {
  activate: 'Activate OAuth applications; what was ended stays ended',
  deactivate: 'Deactivate OAuth applications and end what they were issued',
  delete: 'Delete OAuth applications and end what they were issued',
};

/** What can be done with many applications at once. */
export function oauthApplicationCollectionActions(clients: ClientRegistration): CollectionAction[] {
  return (['activate', 'deactivate', 'delete'] as const).map((action) =>
    defineCollectionAction({
      method: 'POST',
      path: action,
      action: action === 'delete' ? 'delete' : 'edit',
      summary: bulkSummaries[action],
      input: z.strictObject({
        ids: z.array(anId).min(1).max(mostAtOnce).describe(`The ids of at most ${mostAtOnce} applications.`),
      }),
      output: z.strictObject({
        done: z.array(anId).describe('Those that are now as wanted, also where they were so before.'),
        refused: z
          .array(z.strictObject({ id: anId, code: z.enum(['not_found', 'conflict']), detail: z.string() }))
          .describe('Those that were left as they are, and why.'),
      }),
      example: {
        done: ['0b6c6f0e-52f4-4d1c-8a39-6b7f1d3f2a90'],
        refused: [
          {
            id: 'e2a7f490-3c5d-4b18-8f06-91d7c2b4a853',
            code: 'not_found',
            detail: 'Nothing with this id is within your reach.',
          },
        ],
      },
      answers: 'meta',
      run: async (caller, _parameters, { ids }) => ({ ...(await clients.changeMany(caller, action, ids)) }),
    }),
  );
}

/** What can be done with an application beside reading and writing it. */
export function oauthApplicationActions(clients: ClientRegistration, show: Show): ResourceAction[] {
  return [
    turnAction(clients, show, true),
    turnAction(clients, show, false),
    addSecretAction(clients),
    retireSecretAction(clients),
  ];
}
