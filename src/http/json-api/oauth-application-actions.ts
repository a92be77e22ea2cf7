import { z } from 'zod';
import type { ClientListing } from '../../oauth/client.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import { id as anId, anyTime, text } from './attribute-declarations.ts';
import { defineAction, type Resource, type ResourceAction, showFound } from './resource-type.ts';

type Show = (listing: ClientListing) => Resource;

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
      clientSecret: 'grs_bo_EXAMPLEexampleEXAMPLEexampleEXAMPLEexampleEXAMPLE12',
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

/** What can be done with an application beside reading and writing it. */
export function oauthApplicationActions(clients: ClientRegistration, show: Show): ResourceAction[] {
  return [
    turnAction(clients, show, true),
    turnAction(clients, show, false),
    addSecretAction(clients),
    retireSecretAction(clients),
  ];
}
