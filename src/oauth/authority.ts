import { isPerson, type PersonRef, type Subject, sideOf } from '../access/subject.ts';
import type { Client } from './client.ts';
import type { ResourceOwners, Standing } from './resource-owner.ts';

/** What a token stands on at this very moment: its application, the person behind it and their organization. */
export interface Authority {
  /** Joins the epochs of the three. A token that carries another one has been ended. */
  readonly epoch: string;
  /** Every scope the person's permissions leave any use for. */
  readonly permittedScopes: readonly string[];
}

/** Finds out what a subject may do through a client now. */
export interface Authorities {
  /** Whether the client itself may act: active, and its owner and organization in good standing. */
  clientInGoodStanding(client: Client): Promise<boolean>;
  /** The authority of a subject through a client that is in good standing; null where it has none (any more). */
  resolve(client: Client, subject: Subject): Promise<Authority | null>;
}

interface OrganizationStates {
  findById(id: string): Promise<{ readonly enabled: boolean; readonly epoch: number } | null>;
}

/** Makes the one place that joins the live state of applications, people and organizations. */
export function createAuthorities(owners: ResourceOwners, organizations: OrganizationStates): Authorities {
  function standingOf(client: Client, subject: Subject): Promise<Standing | null> {
    const nobody = Promise.resolve(null);
    if (subject.kind === 'visitor') {
      return client.side === 'storefront' ? owners.visitorStanding(subject.id, client.organizationId) : nobody;
    }
    const person: PersonRef | null = isPerson(subject) ? subject : client.owner;
    if (person === null || sideOf(person) !== client.side) return nobody;
    return owners.standing(person, client.organizationId);
  }

  return {
    async clientInGoodStanding(client) {
      const organization = await organizations.findById(client.organizationId);
      if (!client.active || organization === null || !organization.enabled) return false;
      return client.owner === null || (await owners.standing(client.owner, client.organizationId)) !== null;
    },

    async resolve(client, subject) {
      if (subject.kind === 'application' && subject.id !== client.id) return null;
      const standing = await standingOf(client, subject);
      if (standing === null) return null;
      const epoch = `${client.epoch}.${standing.personEpoch}.${standing.organizationEpoch}`;
      return { epoch, permittedScopes: standing.permittedScopes };
    },
  };
}
