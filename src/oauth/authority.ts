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
  /** Why it may not, as a sentence for who runs it; null where it may. */
  whyNotInGoodStanding(client: Client): Promise<string | null>;
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

  async function whyNotInGoodStanding({ active, organizationId, owner }: Client): Promise<string | null> {
    const organization = await organizations.findById(organizationId);
    if (!active) return 'The application is deactivated.';
    if (organization === null || !organization.enabled) return 'The organization of the application is disabled.';
    const stands = owner === null || (await owners.standing(owner, organizationId)) !== null;
    return stands ? null : 'The owner of the application is disabled, or has no role in its organization any more.';
  }

  return {
    whyNotInGoodStanding,
    clientInGoodStanding: async (client) => (await whyNotInGoodStanding(client)) === null,

    async resolve(client, subject) {
      if (subject.kind === 'application' && subject.id !== client.id) return null;
      const standing = await standingOf(client, subject);
      if (standing === null) return null;
      const epoch = `${client.epoch}.${standing.personEpoch}.${standing.organizationEpoch}`;
      return { epoch, permittedScopes: standing.permittedScopes };
    },
  };
}
