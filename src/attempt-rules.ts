import type { Config } from './config/config-schema.ts';
import type { LiveConfig } from './config/live-config.ts';
import type { AttemptRule } from './directory/attempt-limiter.ts';

const minute = 60;
const quarter = 15 * minute;

/** How often something may be tried. The limits follow the configuration. */
export function createAttemptRules(live: LiveConfig) {
  const rule = (name: string, setting: keyof Config['rateLimits'], seconds: number): AttemptRule => ({
    name,
    seconds,
    get limit() {
      return live.now().rateLimits[setting];
    },
  });
  return {
    signIn: {
      accountAndAddress: rule('sign-in-account-network', 'signInPerAccountAndNetwork', quarter),
      address: rule('sign-in-network', 'signInPerNetwork', quarter),
      account: rule('sign-in-account', 'signInPerAccount', minute),
    },
    clientFailures: {
      perClientAndNetwork: rule('client-network', 'clientPerNetwork', minute),
      perNetwork: rule('clients-network', 'clientsPerNetwork', minute),
    },
    authorizations: rule('authorizations-network', 'authorizationsPerNetwork', minute),
    guests: rule('guests-network', 'guestsPerNetwork', minute),
    introspection: rule('introspection-caller', 'unknownTokensPerCaller', minute),
  };
}
