/** The texts about the settings of the installation. */
export const settingTexts = {
  title: 'Configuration',
  explanation:
    'What the installation is configured with, as the node that answers sees it. Flags, the environment and the configuration file win over what is changed here.',
  issuer: 'Issuer',
  search: 'Search settings',
  onlyEditable: 'Only what can be changed here',
  columns: { name: 'Setting', value: 'Value', source: 'Source' },
  groups: {
    server: 'Server',
    database: 'Database',
    keys: 'Keys',
    tokens: 'Tokens',
    grants: 'Grants',
    sessions: 'Sessions',
    passwords: 'Passwords',
    rateLimits: 'Rate limits',
    admin: 'First administrator',
    mail: 'Mail',
    log: 'Log',
  },
  sources: {
    default: 'Default',
    database: 'Changed here',
    file: 'Configuration file',
    environment: 'Environment',
    flag: 'Command line',
  },
  readOnly: {
    restart: 'Holds until the next start. Change it in the configuration file or the environment.',
    'set-at-start': 'Set outside, which wins over this page.',
  },
  units: { seconds: 'seconds', hours: 'hours', days: 'days' },
  value: 'Value',
  valueIn: 'Value in {{unit}}',
  onePerLine: 'One per line.',
  on: 'On',
  off: 'Off',
  none: 'None',
  hidden: 'Set, and never shown',
  default: 'Default: {{value}}',
  edit: 'Edit',
  reset: 'Reset to default',
  resetTitle: 'Reset {{name}}?',
  resetEffect: 'It goes from “{{from}}” to “{{to}}”.',
  changed: '{{name}} has been changed.',
  wasReset: '{{name}} is at its default again.',
  effects: {
    everywhere: 'The change holds on every node within a second and is written to the audit log.',
    grants:
      'What is switched off is refused at once. Access tokens that were issued stay good until they expire; to end them now, retire the signing key in an emergency.',
    accessTokenLifetime: 'Tokens that were issued keep the life they have.',
    later: 'What was issued before keeps the life it has.',
  },
} as const;

/** The texts about signing keys. */
export const signingKeyTexts = {
  title: 'Signing Keys',
  about: 'How keys follow each other',
  explanation:
    'Access tokens are signed with one key at a time. Its successor is published before it signs, so that whoever verifies tokens knows it by then; afterwards the former key is accepted until the last token it signed has expired.',
  publishedAt: 'Published at',
  rotateEvery: 'A new key every',
  announceFor: 'Published before it signs for',
  never: 'Only when somebody rotates',
  orHere: 'Or generate one under Signing Keys',
  asConfigured: 'As configured',
  columns: {
    kid: 'Key ID',
    state: 'State',
    algorithm: 'Algorithm',
    createdAt: 'Created',
    signsFrom: 'Signs from',
    source: 'Source',
  },
  states: {
    announced: 'Announced',
    signing: 'Signing',
    retired: 'Retired',
    deleted: 'Deleted',
    revoked: 'Ended in an emergency',
  },
  meaning: {
    announced: 'Published already; signs from {{time}}.',
    signing: 'Signs every new token.',
    signingUntil: 'Signs every new token until {{time}}, when its successor does.',
    retired: 'Signs no more. What it signed is accepted until {{time}}.',
    deleted: 'Gone since {{time}}: the last token it signed has expired.',
    revoked: 'Ended on {{time}} with every token it signed.',
  },
  sources: { file: 'Private key file', database: 'Database' },
  actions: {
    generate: 'Generate',
    rotate: 'Rotate',
    sign: 'Sign Now',
    retire: 'Retire',
    revoke: 'Retire in an Emergency',
  },
  ask: {
    generateTitle: 'Generate the first signing key?',
    generateEffect: 'There is no key that signs. The new one is published and signs at once, on every node.',
    rotateTitle: 'Rotate the signing key?',
    rotateEffect:
      'A new key is made and published now; verifiers see it as soon as they fetch the keys again, after five minutes at most. Later it signs by itself, and the present key retires. No token ends early.',
    announceFor: 'It signs in {{duration}}.',
    signTitle: 'Let the announced key sign now?',
    signEffect:
      'It signs every new token at once, and the present key retires. Verifiers that have not fetched the keys since it was announced refuse its tokens until they do, usually for up to five minutes.',
    retireTitle: 'Retire the announced key?',
    retireEffect: 'It will never sign. The present key goes on, and no token is affected.',
    revokeTitle: 'Retire the key in an emergency?',
    revokeEffect:
      'Use this where somebody else may have the private key. Every token it signed is refused here at once, and its public key is withdrawn; APIs that verify tokens themselves follow when they fetch the keys again. It cannot be undone.',
    revokeSigning:
      'It is the key that signs: the announced key or a new one takes over at once, and every application needs a new token.',
  },
  done: {
    generate: 'The key {{kid}} signs now.',
    rotate: 'The key {{kid}} is announced.',
    sign: 'The key {{kid}} signs now.',
    retire: 'The key {{kid}} has been withdrawn.',
    revoke: 'The key {{kid}} has been ended with everything it signed.',
  },
  empty: 'There is no signing key yet.',
  emptyHint: 'Without one, no token can be issued. Generate the first.',
} as const;

/** The texts about scheduled jobs. */
export const jobTexts = {
  title: 'Scheduled Jobs',
  explanation:
    'What the installation does by itself. Each run happens on one node; a job that fails is tried again, later each time.',
  columns: { name: 'Job', schedule: 'Schedule', lastRun: 'Last run', nextAt: 'Next run' },
  states: { running: 'Running', succeeded: 'Succeeded', failed: 'Failed', interrupted: 'Interrupted' },
  purposes: {
    checkpoint: 'Keeps the write-ahead log of the embedded database short.',
    prune: 'Deletes what is over: expired sessions, codes, refresh tokens, revocations and the like.',
    'prune-idle-families': 'Deletes refresh tokens that nobody has used for longer than they may rest.',
    'signing-keys': 'Announces the next signing key when it is due, and forgets private keys that sign no more.',
    vacuum: 'Frees space in the tables of the embedded database and keeps its statistics fresh.',
  },
  everyMinute: 'Every minute',
  every: 'Every {{duration}}',
  daily: 'Every day at {{time}} (UTC)',
  pattern: '{{pattern}} (UTC)',
  neverRun: 'Not yet',
  failures: 'Failures in a row: {{times}}.',
  run: 'Run Now',
  requested: 'The job {{name}} runs now.',
  refresh: 'Refresh',
  empty: 'There are no jobs.',
} as const;
