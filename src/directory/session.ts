import type { Caller } from '../access/caller.ts';
import { isId } from '../access/input-check.ts';
import { AccessDenied } from '../access/reach.ts';
import { formatSubject, type PersonRef, type Side, sideOf } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { AccountStore } from './account.ts';

/** A person who is signed in with a browser. The browser holds a random token, of which only a keyed hash is kept. */
export interface Session {
  readonly id: string;
  readonly person: PersonRef;
  /** The person's epoch at sign-in: a changed password and a disabled account end the session. */
  readonly epoch: number;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** When the password was typed. */
  readonly authenticatedAt: Date;
  /** To the minute. */
  readonly seenAt: Date;
  /** When it ends in any case. */
  readonly expiresAt: Date;
}

export interface SessionStore {
  insert(session: Session, hash: Uint8Array, event: AuditEvent): Promise<void>;
  findByHash(hash: Uint8Array): Promise<Session | null>;
  /** Notes that a session was used. */
  seen(id: string, at: Date): Promise<void>;
  /** Those that have not expired, the newest first. */
  list(person: PersonRef, now: Date): Promise<readonly Session[]>;
  /** Ends one. False where the person has none of that id. */
  end(person: PersonRef, id: string, event: AuditEvent): Promise<boolean>;
  endByHash(hash: Uint8Array): Promise<void>;
}

/** How long sessions live, in seconds. */
export interface SessionLifetimes {
  /** Until one that nobody uses ends. */
  readonly idle: number;
  /** Until one ends in any case. */
  readonly absolute: number;
}

/** Where somebody signs in. */
export interface SignInPlace {
  readonly organizationId: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

/** The sessions of both sides. A token of one side is none of the other. */
export interface Sessions {
  /** Begins a session with a token that nobody had before; an earlier one of the browser ends. Null for who may not act. */
  open(person: PersonRef, place: SignInPlace, earlier: string | null): Promise<string | null>;
  /** The session of a token, as long as its person may act; notes that it was used. */
  find(side: Side, token: string, organizationId: string): Promise<Session | null>;
  end(side: Side, token: string): Promise<void>;
  /** One's own. @throws AccessDenied for whom is no person in a browser or with a token of their own */
  list(caller: Caller): Promise<readonly Session[]>;
  endOne(caller: Caller, id: string): Promise<boolean>;
}

export interface SessionDependencies {
  readonly sessions: SessionStore;
  readonly accounts: AccountStore;
  readonly cryptography: Cryptography;
  readonly lifetimes: SessionLifetimes;
  readonly clock: () => Date;
}

const tokenForm = /^[A-Za-z0-9_-]{43}$/;
const noteEvery = 60_000;
const longestUserAgent = 255;

function requirePerson({ actor, person }: Caller): PersonRef {
  // An application that acts for its owner does not see where its owner is signed in.
  if (person !== null && actor.kind === person.kind) return person;
  throw new AccessDenied('Only people have sessions.', null);
}

function later(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000);
}

/** Makes the sessions of people in browsers. */
export function createSessions(dependencies: SessionDependencies): Sessions {
  const { accounts, clock, cryptography, lifetimes, sessions } = dependencies;

  function hashOf(side: Side, token: string): Uint8Array | null {
    return tokenForm.test(token) ? cryptography.keyedHash('session', `${side}.${token}`) : null;
  }

  async function end(side: Side, token: string): Promise<void> {
    const hash = hashOf(side, token);
    if (hash !== null) await sessions.endByHash(hash);
  }

  function isOver({ expiresAt, seenAt }: Session, now: Date): boolean {
    return expiresAt <= now || later(seenAt, lifetimes.idle) <= now;
  }

  return {
    end,

    async open(person, { address, organizationId, requestId, userAgent }, earlier) {
      const side = sideOf(person);
      const state = await accounts.state(person, organizationId);
      if (state === null || !state.enabled) return null;
      if (earlier !== null) await end(side, earlier);
      const token = cryptography.base64url(cryptography.randomBytes(32));
      const now = clock();
      const session = {
        id: cryptography.randomId(),
        person,
        epoch: state.epoch,
        address,
        userAgent: userAgent?.slice(0, longestUserAgent).replaceAll('\0', '') ?? null,
        authenticatedAt: now,
        seenAt: now,
        expiresAt: later(now, lifetimes.absolute),
      };
      const hash = cryptography.keyedHash('session', `${side}.${token}`);
      await sessions.insert(session, hash, {
        type: 'session.opened',
        organizationId,
        actor: { kind: person.kind, id: person.id },
        subject: { kind: person.kind, id: person.id, name: formatSubject(person) },
        details: { side },
        origin: { address, requestId },
      });
      return token;
    },

    async find(side, token, organizationId) {
      const hash = hashOf(side, token);
      const session = hash && (await sessions.findByHash(hash));
      const now = clock();
      if (!session || isOver(session, now)) return null;
      const state = await accounts.state(session.person, organizationId);
      if (state === null || !state.enabled || state.epoch !== session.epoch) return null;
      if (now.getTime() - session.seenAt.getTime() >= noteEvery) await sessions.seen(session.id, now);
      return session;
    },

    async list(caller) {
      const now = clock();
      return (await sessions.list(requirePerson(caller), now)).filter((session) => !isOver(session, now));
    },

    async endOne(caller, id) {
      const person = requirePerson(caller);
      if (!isId(id)) return false;
      return sessions.end(person, id, {
        type: 'session.ended',
        organizationId: caller.organization.id,
        actor: caller.actor,
        subject: { kind: person.kind, id: person.id, name: formatSubject(person) },
        details: { sessionId: id },
        origin: caller.origin,
      });
    },
  };
}
