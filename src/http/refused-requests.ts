import type { OAuthError } from '../oauth/oauth-error.ts';
import { causeOf, type RefusalEndpoint, type RefusalRecorder } from '../oauth/refusal.ts';
import { type RefusedInput, readRefusedRequest } from '../oauth/refused-request.ts';
import type { ActivityCounter } from '../oauth/statistics.ts';

/** A request that was refused, and the two errors that there may be. */
export interface RefusedExchange {
  readonly endpoint: RefusalEndpoint;
  readonly input: RefusedInput;
  /** What was found. */
  readonly error: OAuthError;
  /** What is answered, where that is another one: too many attempts. */
  readonly answered: OAuthError;
  readonly address: string;
  readonly requestId: string;
}

/** Counts and keeps a refused request. It returns at once and never throws. */
export type NoteRefusal = (exchange: RefusedExchange) => void;

export interface RefusalNoteDependencies {
  readonly counter: Pick<ActivityCounter, 'refused'>;
  readonly recorder: RefusalRecorder;
}

const grantTypes: ReadonlySet<string> = new Set([
  'client_credentials',
  'authorization_code',
  'password',
  'refresh_token',
]);

/** Names other than those of our grants are not counted apart, since there is no end of them. */
function grantOf(endpoint: RefusalEndpoint, grantType: string | null): string | null {
  if (endpoint === 'authorization') return 'authorization_code';
  return grantType !== null && grantTypes.has(grantType) ? grantType : null;
}

function reasonOf({ answered, error }: RefusedExchange): string {
  const reason = error.reason?.text ?? error.description;
  if (answered === error) return reason;
  return `${reason} After too many such attempts from this network the answer was to wait.`;
}

/** Makes what counts refused requests and keeps the last ones, for who runs the application. */
export function createRefusalNotes({ counter, recorder }: RefusalNoteDependencies): NoteRefusal {
  return (exchange) => {
    const { address, answered, endpoint, error, input, requestId } = exchange;
    const { clientId, grantType, redacted } = readRefusedRequest(input);
    counter.refused(clientId, grantOf(endpoint, grantType), answered.code);
    if (!recorder.hasRoom({ address, clientId })) return;
    const { parameters, redact } = redacted();
    recorder.refused({
      endpoint,
      clientId,
      code: answered.code,
      cause: answered === error ? causeOf(error) : 'throttled',
      reason: redact(reasonOf(exchange)),
      reasonAboutPerson: error.reason?.aboutPerson === undefined ? null : redact(error.reason.aboutPerson),
      secretHash: error.reason?.secretHash ?? null,
      address,
      requestId,
      parameters,
    });
  };
}
