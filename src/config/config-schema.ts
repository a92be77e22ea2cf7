import { z } from 'zod';
import { parseSender } from './mail-sender.ts';

const seconds = (value: number, description: string) =>
  z.int().min(1).max(315_360_000).default(value).describe(`${description} In seconds.`).meta({ unit: 'seconds' });
const count = (value: number, description: string) =>
  z.int().min(1).max(1_000_000).default(value).describe(description);
const onOff = (value: boolean, description: string) => z.boolean().default(value).describe(description);
const path = (value: string, description: string) => z.string().min(1).default(value).describe(description);
const optional = (description: string) => z.string().min(1).optional().describe(description);
/** Marks a setting whose value is never shown and that has a `…_FILE` variable. */
const secret = (description: string) => optional(description).meta({ secret: true });
/** Marks a setting that can be changed while the server runs: whatever reads it asks for it each time. */
const live = <Schema extends z.ZodType>(schema: Schema): Schema => schema.meta({ live: true });
const group = <Shape extends z.core.$ZodShape>(description: string, shape: Shape) =>
  z
    .strictObject(shape)
    .prefault({} as never)
    .describe(description);

const httpUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !/[?#]|\/$/.test(text), 'must have no query, fragment or slash at the end');
const origin = z
  .string()
  .refine((text) => /^https?:\/\/[^/?#\s]+$/.test(text), 'must be an origin such as https://shop.example.com');

const howMany = 'must be a number from 1 to 64, or auto';

const registeredApi = z.strictObject({
  identifier: z.string().min(1).max(2000).describe('The URI that tokens for it name as their audience.'),
  name: z.string().min(1).max(255).describe('The name.'),
  side: z.enum(['backoffice', 'storefront']).describe('Whose applications can have tokens for it.'),
  scopes: z
    .array(z.strictObject({ scope: z.string().min(1).max(100), sentence: z.string().min(1).max(255) }))
    .max(100)
    .default([])
    .describe('Its scopes, each with the sentence that tells people what it allows.'),
  secretFile: optional('A file that holds the secret with which it introspects tokens, of at least 32 characters.'),
});

/** Every setting with its type, default and description: the source of types, errors, JSON Schema, example and reference. */
export const configSchema = z.strictObject({
  server: group('The HTTP server.', {
    host: z.string().min(1).default('127.0.0.1').describe('The address to listen on.'),
    port: z.int().min(0).max(65_535).default(8080).describe('The port to listen on; 0 takes a free one.'),
    workers: z
      .union([z.int().min(1).max(64), z.string().regex(/^(?:auto|[1-9]|[1-5]\d|6[0-4])$/, howMany)], { error: howMany })
      .default(1)
      .describe(
        'How many processes serve; auto for one per core. More than one needs PostgreSQL. Limits that are counted in memory hold for each.',
      ),
    publicUrl: httpUrl
      .optional()
      .describe(
        'The URL under which people and clients reach the server: the issuer of its tokens. Follows host and port when left out.',
      ),
    stateDir: path('var', 'The folder for keys, the embedded database and mail.'),
    trustProxy: onOff(
      false,
      'Whether X-Forwarded-For and X-Forwarded-Proto of the sender are believed. Only behind a proxy that sets them.',
    ),
    corsOrigins: live(
      z.array(origin).max(1000).default([]).describe('The origins whose scripts may fetch and revoke tokens.'),
    ),
    shutdownDelay: z
      .int()
      .min(0)
      .max(600)
      .default(0)
      .describe(
        'How long /readyz says no before the server stops taking requests, so that load balancers look elsewhere. In seconds.',
      )
      .meta({ unit: 'seconds' }),
    shutdownGrace: seconds(10, 'How long requests under way may take to finish when the server stops.'),
    metrics: onOff(true, 'Whether /metrics is served.'),
  }),
  database: group('Where everything is kept.', {
    url: secret('A PostgreSQL connection URL. Without one, the embedded database in the state folder is used.'),
    poolSize: count(10, 'How many connections to PostgreSQL are kept.'),
  }),
  keys: group('The keys of the server.', {
    privateKey: optional('The private signing key (PEM). Left out: oauth_private.key in the state folder.'),
    publicKey: optional('The public signing key (PEM). Left out: oauth_public.key in the state folder.'),
    generate: onOff(true, 'Whether missing signing keys are generated at the first start.'),
    rotateEvery: live(
      z
        .number()
        .min(0)
        .max(3650)
        .default(90)
        .describe('After how many days a signing key gets a successor by itself; 0 for never.')
        .meta({ unit: 'days' }),
    ),
    announceFor: live(
      z
        .number()
        .positive()
        .max(8760)
        .default(24)
        .describe(
          'How long a new signing key is published before it signs, so that whoever verifies tokens knows it by then. In hours.',
        )
        .meta({ unit: 'hours' }),
    ),
    hashKey: optional(
      'The key under which secrets are hashed, made at the first start; all nodes need the same. Left out: hash.key in the state folder.',
    ),
  }),
  tokens: group('What is issued, and for how long.', {
    algorithm: live(
      z.enum(['RS256', 'ES256', 'EdDSA']).default('RS256').describe('The algorithm of generated signing keys.'),
    ),
    accessTokenLifetime: live(seconds(3600, 'How long an access token is good.')),
    refreshTokenLifetime: live(seconds(2_592_000, 'How long a refresh token is good that nobody uses.')),
    refreshTokenAbsoluteLifetime: live(seconds(7_776_000, 'How long a person can stay signed in by refreshing.')),
    refreshTokenRetryWindow: live(
      z
        .int()
        .min(0)
        .max(60)
        .default(10)
        .describe(
          'How long the previous refresh token gets the same successor, for an answer that was lost. In seconds.',
        )
        .meta({ unit: 'seconds' }),
    ),
    authorizationCodeLifetime: live(seconds(60, 'How long an authorization code is good.')),
  }),
  grants: group('Which grant types the server offers.', {
    clientCredentials: live(onOff(true, 'Applications that act for their owner.')),
    authorizationCode: live(onOff(true, 'Applications to which people sign in with a browser.')),
    password: live(onOff(true, 'Legacy: a name and password for a token. Only for applications created with it.')),
    refreshToken: live(onOff(true, 'Whether refresh tokens are given and accepted.')),
    guests: live(onOff(true, 'Whether storefront applications get visitor tokens for guest/guest.')),
  }),
  sessions: group('How long people stay signed in with a browser.', {
    idleTimeout: live(seconds(3600, 'How long a session lasts that nobody uses.')),
    absoluteTimeout: live(seconds(43_200, 'How long a session lasts in any case.')),
  }),
  passwords: group('What new passwords must be.', {
    minLength: live(
      z
        .int()
        .min(8)
        .max(128)
        .default(12)
        .describe('How many characters a new password has at least; those there are stay.'),
    ),
  }),
  rateLimits: group('How often something may be tried before the answer is 429.', {
    signInPerAccountAndNetwork: live(count(10, 'Passwords for one account from one network, in 15 minutes.')),
    signInPerNetwork: live(count(100, 'Passwords from one network, in 15 minutes.')),
    signInPerAccount: live(count(30, 'Passwords for one account from everywhere, in one minute.')),
    clientPerNetwork: live(count(30, 'Wrong credentials of one application from one network, in one minute.')),
    clientsPerNetwork: live(count(100, 'Wrong credentials of all applications from one network, in one minute.')),
    guestsPerNetwork: live(count(300, 'Visitor tokens from one network, in one minute.')),
    authorizationsPerNetwork: live(count(600, 'Authorization requests from one network, in one minute.')),
    unknownTokensPerCaller: live(
      count(300, 'Introspected tokens that this server never issued, of one application or API, in one minute.'),
    ),
  }),
  admin: group('The first administrator of an unattended installation.', {
    email: z.email().optional().describe('The e-mail address of the first administrator; also the user name.'),
    passwordFile: optional('A file that holds the password of the first administrator.'),
    organization: z
      .string()
      .min(1)
      .max(255)
      .default('Main organization')
      .describe('The name of the first, global organization.'),
  }),
  mail: group('How mail is sent.', {
    transport: z
      .enum(['auto', 'smtp', 'file', 'log'])
      .default('auto')
      .describe(
        'Where mail goes: to the SMTP server, into files (mail/*.eml in the state folder), or into the log. auto is smtp where smtpHost is set, else file.',
      ),
    from: live(
      z
        .string()
        .min(3)
        .refine((text) => parseSender(text) !== null, 'must be an address, or Name <address>')
        .default('Grantry <grantry@localhost>')
        .describe('The sender of mails.'),
    ),
    smtpHost: optional('The SMTP server. Without one, mail is written to the state folder.'),
    smtpPort: z.int().min(1).max(65_535).default(587).describe('The port of the SMTP server.'),
    smtpSecurity: z
      .enum(['starttls', 'tls', 'none'])
      .default('starttls')
      .describe(
        'How the connection is protected: starttls upgrades it to TLS, or sends no mail; tls starts with TLS (port 465); none is for a server on the same machine.',
      ),
    smtpUser: optional('The user name at the SMTP server.'),
    smtpPassword: secret('The password at the SMTP server.'),
    smtpCaFile: optional(
      'A file with the certificates (PEM) that the SMTP server is trusted by. Left out: those of Node.js.',
    ),
    perMinute: live(count(300, 'How many mails all nodes together send within a minute; the others wait.')),
    perRecipientPerHour: live(
      count(20, 'How many mails somebody gets within an hour; what is more comes in one mail that sums it up.'),
    ),
  }),
  resourceServers: z
    .array(registeredApi)
    .default([])
    .describe('APIs of your own that take tokens of this server. The JSON:API shows them and cannot change them.')
    .meta({
      examples: [
        [
          {
            identifier: 'https://orders.example.com/api',
            name: 'Orders',
            side: 'backoffice',
            scopes: [{ scope: 'orders:read', sentence: 'See the orders.' }],
            secretFile: '/run/secrets/orders-api',
          },
        ],
      ],
    }),
  log: group('What is logged.', {
    level: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
      .default('info')
      .describe('The least important level that is logged.'),
    format: z
      .enum(['auto', 'json', 'pretty'])
      .default('auto')
      .describe('JSON lines, or lines for people; auto is pretty on a terminal.'),
  }),
});

/** The settings, complete and checked. */
export type Config = z.infer<typeof configSchema>;
