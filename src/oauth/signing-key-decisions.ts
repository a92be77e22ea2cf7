import type { Caller } from '../access/caller.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { AuditDetails, AuditEvent } from '../audit/audit-event.ts';
import type { SigningAlgorithm } from './signing-key.ts';
import {
  announcedKey,
  type NewSigningKey,
  type SigningKeyDecision,
  type StoredSigningKey,
  signingKeyAt,
  stateOf,
} from './signing-key-life.ts';

/** Who decides, when, and by what lengths of time, all in seconds. */
export interface SigningKeyTerms {
  readonly caller: Caller;
  readonly now: Date;
  readonly tokenLifetime: number;
  readonly announceFor: number;
}

/** How a successor comes. */
export interface Succession {
  readonly alg?: SigningAlgorithm | undefined;
  /** It signs at once, known to verifiers or not. */
  readonly now?: boolean;
  /** The key that is announced and is to sign: refused where it is another by now. */
  readonly kid?: string;
}

type Keys = readonly StoredSigningKey[];
type Decision<Result = StoredSigningKey> = SigningKeyDecision<Result>;

/** Seconds by which the clocks of nodes and verifiers may differ. */
const clockSkew = 60;

const nothing = { keys: [], events: [] } as const;

/** From when on a key signs that is to sign at once: also on a node whose clock is behind. */
function atOnce(now: Date): Date {
  return later(now, -clockSkew);
}

function later(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000);
}

type KeyDetails = { [Type in keyof AuditDetails & `signing-key.${string}`]: AuditDetails[Type] };

function eventAbout<Type extends keyof KeyDetails>(
  { caller: { actor, origin } }: SigningKeyTerms,
  { alg, kid }: StoredSigningKey,
  type: Type,
  details: Omit<KeyDetails[Type], 'alg'>,
): AuditEvent {
  const subject = { kind: 'signing-key', id: kid, name: kid };
  return { type, organizationId: null, actor, subject, details: { alg, ...details }, origin } as AuditEvent;
}

function begin(made: NewSigningKey, { now, tokenLifetime }: SigningKeyTerms, signsFrom: Date): StoredSigningKey {
  const none = { retiredAt: null, endsAt: null, revokedAt: null, deletedAt: null };
  return { ...made, tokenLifetime, announcedAt: now, signsFrom, ...none };
}

function retiredFrom(key: StoredSigningKey, at: Date): StoredSigningKey {
  return { ...key, retiredAt: at, endsAt: later(at, key.tokenLifetime + clockSkew) };
}

function revokedAt(key: StoredSigningKey, now: Date): StoredSigningKey {
  const retiredAt = key.retiredAt === null || key.retiredAt > now ? now : key.retiredAt;
  return { ...key, sealed: null, retiredAt, endsAt: now, revokedAt: now };
}

/** The key that signs goes on, since the one that was to succeed it is not to. */
function takeBack(keys: Keys, now: Date): Keys {
  const current = signingKeyAt(keys, now);
  return current === null ? [] : [{ ...current, retiredAt: null, endsAt: null }];
}

function refuse(message: string): never {
  throw new RuleViolation([{ field: null, message }], true);
}

/** The key of an id. @throws RuleViolation where there is none. */
export function requireKey(keys: Keys, kid: string): StoredSigningKey {
  return keys.find((key) => key.kid === kid) ?? refuse(`There is no signing key ${kid}. See: grantry keys list`);
}

const isGone = (key: StoredSigningKey, now: Date) => ['deleted', 'revoked'].includes(stateOf(key, now));

/** Whether a key signs or will. */
export function hasLiveKey(keys: Keys, now: Date): boolean {
  return signingKeyAt(keys, now) !== null || announcedKey(keys, now) !== null;
}

/** Takes a key into use at once where none signs or will. A key that was here before never comes back. */
export function decideFirst(
  keys: Keys,
  terms: SigningKeyTerms,
  made: NewSigningKey,
): Decision<StoredSigningKey | null> {
  if (hasLiveKey(keys, terms.now) || keys.some(({ kid }) => kid === made.kid)) return { ...nothing, result: null };
  const first = begin(made, terms, atOnce(terms.now));
  return { keys: [first], events: [eventAbout(terms, first, 'signing-key.generated', {})], result: first };
}

/** Takes a key into use at once and ends every other with all it signed. */
export function decideReplacement(keys: Keys, terms: SigningKeyTerms, made: NewSigningKey): Decision {
  const others = keys.filter((key) => !isGone(key, terms.now)).map((key) => revokedAt(key, terms.now));
  const next = begin(made, terms, atOnce(terms.now));
  const revoked = others.map((key) => eventAbout(terms, key, 'signing-key.revoked', {}));
  const events = [...revoked, eventAbout(terms, next, 'signing-key.generated', {})];
  return { keys: [...others, next], events, result: next };
}

/** Announces a successor of the key that signs, or makes it sign at once; one that is announced already then does. */
export function decideRotation(
  keys: Keys,
  terms: SigningKeyTerms,
  made: NewSigningKey,
  { alg, kid, now: immediately = false }: Succession,
): Decision {
  const { announceFor, now } = terms;
  const current = signingKeyAt(keys, now);
  const waiting = announcedKey(keys, now);
  if (kid !== undefined && waiting?.kid !== kid) refuse(`The key ${kid} is not announced (any more).`);
  if (waiting !== null && !(immediately && (alg ?? waiting.alg) === waiting.alg)) {
    const from = waiting.signsFrom.toISOString();
    refuse(`The key ${waiting.kid} is announced already and signs from ${from}; --now makes it sign at once.`);
  }
  const waits = current !== null && !immediately;
  const signsFrom = waits ? later(now, announceFor) : atOnce(now);
  const next = waiting === null ? begin(made, terms, signsFrom) : { ...waiting, signsFrom };
  const event = waits
    ? eventAbout(terms, next, 'signing-key.announced', { signsFrom: signsFrom.toISOString() })
    : eventAbout(terms, next, 'signing-key.generated', {});
  const written = current === null ? [next] : [retiredFrom(current, waits ? signsFrom : now), next];
  return { keys: written, events: [event], result: next };
}

/** Withdraws an announced key. One that signs no more is left as it is; the one that signs needs a successor first. */
export function decideRetirement(keys: Keys, terms: SigningKeyTerms, kid: string): Decision {
  const { now } = terms;
  const key = requireKey(keys, kid);
  const state = stateOf(key, now);
  if (state === 'signing') {
    const successor = announcedKey(keys, now);
    if (successor === null) refuse(`The key ${kid} is the one that signs. Announce a successor: grantry keys rotate`);
    const from = successor.signsFrom.toISOString();
    refuse(`The key ${kid} retires at ${from}, when ${successor.kid} signs. At once: grantry keys rotate --now`);
  }
  if (state !== 'announced') return { ...nothing, result: key };
  const withdrawn = { ...retiredFrom(key, now), sealed: null };
  return { keys: [withdrawn, ...takeBack(keys, now)], events: [retirementOf(terms, withdrawn)], result: withdrawn };
}

/** Ends a key and everything it signed at once. Then the announced key signs, or the spare one where there is none. */
export function decideRevocation(keys: Keys, terms: SigningKeyTerms, kid: string, spare: NewSigningKey): Decision {
  const { now } = terms;
  const key = requireKey(keys, kid);
  if (isGone(key, now)) refuse(`The key ${kid} is gone already.`);
  const gone = revokedAt(key, now);
  const event = eventAbout(terms, gone, 'signing-key.revoked', {});
  const state = stateOf(key, now);
  if (state === 'retired') return { keys: [gone], events: [event], result: gone };
  if (state === 'announced') return { keys: [gone, ...takeBack(keys, now)], events: [event], result: gone };
  const waiting = announcedKey(keys, now);
  const signsFrom = atOnce(now);
  const next = waiting === null ? begin(spare, terms, signsFrom) : { ...waiting, signsFrom };
  const events = [event, eventAbout(terms, next, 'signing-key.generated', {})];
  return { keys: [gone, next], events, result: gone };
}

/** Whether the key that signs has done so for so many seconds that its successor is to be announced. */
export function isRotationDue(keys: Keys, { announceFor, now }: SigningKeyTerms, rotateEvery: number): boolean {
  const current = signingKeyAt(keys, now);
  if (rotateEvery === 0 || current === null || announcedKey(keys, now) !== null) return false;
  return later(current.signsFrom, Math.max(rotateEvery - announceFor, 0)) <= now;
}

/** Forgets private keys that sign no more, and writes down the end of keys whose last token has expired. */
export function decideSweep(keys: Keys, terms: SigningKeyTerms): Decision<void> {
  const { now } = terms;
  const signsNoMore = ({ retiredAt, sealed }: StoredSigningKey) =>
    sealed !== null && retiredAt !== null && later(retiredAt, clockSkew) <= now;
  const hasEnded = ({ deletedAt, endsAt }: StoredSigningKey) => deletedAt === null && endsAt !== null && endsAt <= now;
  const touched = keys.filter((key) => signsNoMore(key) || hasEnded(key));
  const retired = touched.filter(signsNoMore).map((key) => retirementOf(terms, key));
  const deleted = touched.filter(hasEnded).map((key) => eventAbout(terms, key, 'signing-key.deleted', {}));
  const written = touched.map((key) => ({ ...key, sealed: null, deletedAt: hasEnded(key) ? now : key.deletedAt }));
  return { keys: written, events: [...retired, ...deleted], result: undefined };
}

/** Notes that tokens live longer now. A shorter life leaves a key as it is, since it signed tokens that live longer. */
export function decideTokenLifetime(keys: Keys, { now, tokenLifetime }: SigningKeyTerms): Decision<void> {
  const written = keys
    .filter((key) => key.tokenLifetime < tokenLifetime && (key.retiredAt === null || key.retiredAt > now))
    .map((key) => ({ ...key, tokenLifetime }))
    .map((key) => (key.retiredAt === null ? key : retiredFrom(key, key.retiredAt)));
  return { keys: written, events: [], result: undefined };
}

function retirementOf(terms: SigningKeyTerms, key: StoredSigningKey): AuditEvent {
  return eventAbout(terms, key, 'signing-key.retired', { endsAt: key.endsAt?.toISOString() ?? '' });
}
