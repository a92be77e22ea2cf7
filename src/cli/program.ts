import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../config/version.ts';
import { asAction, usageExitCode } from './failure.ts';

/** Adds a command with what most have in common: machine output, the configuration file, examples. */
function addCommand(parent: Command, name: string, description: string, examples: readonly string[]): Command {
  return addPlainCommand(parent, name, description, examples).option('--json', 'print the result as JSON');
}

/** Adds a command that has no result to print as JSON. */
function addPlainCommand(parent: Command, name: string, description: string, examples: readonly string[]): Command {
  return parent
    .command(name)
    .description(description)
    .option('--config <file>', 'the configuration file')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`);
}

function pageNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('A page is a number from 1.');
  return Number(text);
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('A port is a number up to 65535.');
  return Number(text);
}

function addGroup(program: Command, name: string, description: string): Command {
  return program.command(name).description(description);
}

function addInstallation(program: Command): void {
  addPlainCommand(program, 'start', 'start the server', [
    'grantry start',
    'grantry start --demo --port 9000',
    'grantry start --config /etc/grantry/config.yml',
  ])
    .option('--demo', 'fill an empty database with demo data; then only loopback addresses are listened on')
    .option('--host <address>', 'the address to listen on')
    .option('--port <number>', 'the port to listen on; 0 takes a free one', portNumber)
    .action(asAction(async (options) => (await import('./start.ts')).start(options)));

  addCommand(program, 'init', 'make keys, database and the first administrator', [
    'grantry init',
    'grantry init --organization "Example Ltd" --username admin --email admin@example.com --password-file ./password',
  ])
    .option('--organization <name>', 'the first, global organization')
    .option('--username <name>', 'the user name of the first administrator')
    .option('--email <address>', 'the e-mail address of the first administrator')
    .option('--password-file <file>', 'a file with the password; - for standard input')
    .option('--write-config', 'write an example config.yml here first')
    .action(asAction(async (options) => (await import('./installation-commands.ts')).initialise(options)));

  addCommand(program, 'migrate', 'bring the schema of the database up to date', [
    'grantry migrate',
    'DATABASE_URL=postgres://localhost/grantry grantry migrate',
  ]).action(asAction(async (options) => (await import('./installation-commands.ts')).migrateDatabase(options)));

  addCommand(program, 'doctor', 'find what is wrong with an installation and what mends it', [
    'grantry doctor',
    'grantry doctor --json',
  ]).action(asAction(async (options) => (await import('./doctor.ts')).examine(options)));
}

function addKeys(program: Command): void {
  const keys = addGroup(program, 'keys', 'signing keys');
  const alg = (left: string) => new Option('--alg <name>', left).choices(['RS256', 'ES256', 'EdDSA']);
  addCommand(keys, 'generate', 'make the first signing key', [
    'grantry keys generate',
    'grantry keys generate --alg ES256',
  ])
    .addOption(alg('the algorithm; the configured one if left out'))
    .option('--force', 'replace every key there is, which ends every access token')
    .action(asAction(async (options) => (await import('./keys-commands.ts')).generateKeys(options)));
  addCommand(keys, 'list', 'show the signing keys and what each does', [
    'grantry keys list',
    'grantry keys list --all --json',
  ])
    .option('--all', 'also those that are gone')
    .action(asAction(async (options) => (await import('./keys-commands.ts')).listKeys(options)));
  addCommand(keys, 'rotate', 'announce a successor of the signing key', [
    'grantry keys rotate',
    'grantry keys rotate --alg EdDSA',
    'grantry keys rotate --now',
  ])
    .addOption(alg('the algorithm of the successor; the configured one if left out'))
    .option('--now', 'it signs at once; verifiers that keep the public keys may refuse its first tokens')
    .action(asAction(async (options) => (await import('./keys-commands.ts')).rotateKeys(options)));
  addCommand(keys, 'retire', 'withdraw an announced key, or end a key that is no longer safe', [
    'grantry keys retire KID',
    'grantry keys retire KID --emergency',
  ])
    .argument('<kid>', 'the key id')
    // Ids are random and may begin with a minus sign.
    .allowUnknownOption()
    .option('--emergency', 'end every token it signed at once; if it was the key that signs, another one does')
    .action(asAction(async (kid, options) => (await import('./keys-commands.ts')).retireKey(kid, options)));
}

function addUsers(program: Command): void {
  const user = addGroup(program, 'user', 'users of the back-office');
  addCommand(user, 'create', 'create a user', [
    'grantry user create --username alice --email alice@example.com --role Administrator',
    'grantry user create --username bob --email bob@example.com --role Member --organization Retail --password-file -',
  ])
    .requiredOption('--username <name>', 'the name to sign in with')
    .requiredOption('--email <address>', 'the e-mail address')
    .requiredOption('--role <name>', 'the role, such as Administrator, Organization administrator or Member')
    .option('--organization <name>', 'the organization, where there are several')
    .option('--first-name <name>', 'the first name')
    .option('--last-name <name>', 'the last name')
    .option('--password-file <file>', 'a file with the password; - for standard input; left out: one is generated')
    .action(asAction(async (options) => (await import('./user-commands.ts')).createUser(options)));
  addCommand(user, 'reset-password', 'set a new password and end everything that was issued', [
    'grantry user reset-password alice',
    'grantry user reset-password alice@example.com --password-file ./password',
  ])
    .argument('<user>', 'the user name or e-mail address')
    .option('--password-file <file>', 'a file with the password; - for standard input; left out: one is generated')
    .action(asAction(async (name, options) => (await import('./user-commands.ts')).resetPassword(name, options)));
}

function addApplications(program: Command): void {
  const application = addGroup(program, 'application', 'OAuth applications');
  const grants = ['client_credentials', 'password', 'authorization_code'];
  addCommand(application, 'create', 'create an application and show its secret, this once', [
    'grantry application create --name "Stock report" --grant client_credentials --owner alice',
    'grantry application create --name Shop --grant password --side storefront --organization Retail',
  ])
    .requiredOption('--name <name>', 'a meaningful name')
    .addOption(new Option('--grant <types...>', 'what it may use, for good').choices(grants).makeOptionMandatory())
    .option('--owner <person>', 'for whom it acts: a user name or e-mail address')
    .option('--organization <name>', 'where it acts, where there is a choice')
    .addOption(new Option('--side <side>', 'the API it belongs to').choices(['backoffice', 'storefront']))
    .option('--redirect-uri <uris...>', 'where people are sent back to')
    .option('--public', 'it cannot keep a secret')
    .option('--read-only', 'it may only read')
    .action(asAction(async (options) => (await import('./application-commands.ts')).createApplication(options)));
  addCommand(application, 'list', 'list applications', [
    'grantry application list',
    'grantry application list --organization Retail --name report --json',
  ])
    .option('--organization <name>', 'those of one organization')
    .option('--name <text>', 'those whose name contains the text')
    .option('--page <number>', 'which page of 100', pageNumber)
    .action(asAction(async (options) => (await import('./application-commands.ts')).listApplications(options)));
  addCommand(application, 'deactivate', 'shut an application off at once', ['grantry application deactivate CLIENT_ID'])
    .argument('<client-id>', 'the client id')
    .allowUnknownOption()
    .action(
      asAction(async (id, options) => (await import('./application-commands.ts')).deactivateApplication(id, options)),
    );
}

function addApis(program: Command): void {
  const api = addGroup(program, 'api', 'registered APIs');
  addCommand(api, 'create', 'register an API of your own and show its secret, this once', [
    'grantry api create --identifier https://orders.example.com/api --name Orders --side backoffice --scope "orders:read=See the orders."',
  ])
    .requiredOption('--identifier <uri>', 'the URI that tokens for it name as their audience')
    .requiredOption('--name <name>', 'a meaningful name')
    .addOption(
      new Option('--side <side>', 'whose applications can have tokens for it')
        .choices(['backoffice', 'storefront'])
        .makeOptionMandatory(),
    )
    .option('--scope <scopes...>', 'its scopes, each as name=sentence')
    .action(asAction(async (options) => (await import('./api-commands.ts')).createApi(options)));
  addCommand(api, 'list', 'list registered APIs', ['grantry api list', 'grantry api list --json'])
    .option('--page <number>', 'which page of 100', pageNumber)
    .action(asAction(async (options) => (await import('./api-commands.ts')).listApis(options)));
}

function addTokens(program: Command): void {
  const token = addGroup(program, 'token', 'access tokens');
  addCommand(token, 'get', 'fetch an access token from a running server', [
    'grantry token get --client-id CLIENT_ID < secret-file',
    'grantry token get --client-id CLIENT_ID --client-secret-file ./secret --scope users:read',
    'grantry token get --client-id CLIENT_ID --client-secret-file ./secret --grant password --username alice --password-file ./password',
  ])
    .requiredOption('--client-id <id>', 'the client id')
    .option('--client-secret-file <file>', 'a file with the secret; left out: standard input')
    .option('--url <url>', 'the server; the configured one if left out')
    .addOption(new Option('--grant <type>', 'the grant type').choices(['client_credentials', 'password']))
    .option('--username <name>', 'the user name or e-mail address for the password grant')
    .option('--password-file <file>', 'a file with the password for the password grant')
    .option('--scope <scope>', 'the scope; everything allowed if left out')
    .action(asAction(async (options) => (await import('./token-commands.ts')).getToken(options)));
  addCommand(token, 'inspect', 'show what an access token says and whether it verifies', [
    'grantry token get --client-id CLIENT_ID < secret-file | grantry token inspect',
    'grantry token inspect --file ./token --jwks https://oauth.example.com/.well-known/jwks.json',
  ])
    .option('--file <file>', 'a file with the token; left out: standard input')
    .option('--jwks <url>', 'the public keys; those of this installation if left out')
    .action(asAction(async (options) => (await import('./token-commands.ts')).inspectToken(options)));
}

function addConfig(program: Command): void {
  const config = addGroup(program, 'config', 'configuration');
  addCommand(config, 'print', 'show every setting, its value and where it comes from', ['grantry config print']).action(
    asAction(async (options) => (await import('./config-commands.ts')).printConfig(options)),
  );
  addCommand(config, 'set', 'change a setting while the server runs; every node follows', [
    'grantry config set grants.password off',
    'grantry config set server.corsOrigins https://shop.example.com,https://www.example.com',
  ])
    .argument('<name>', 'the setting, as grantry config print writes it')
    .argument('<value>', 'the value, as in an environment variable')
    .action(
      asAction(async (name: string, value: string, options) =>
        (await import('./config-commands.ts')).setSetting(name, value, options),
      ),
    );
  addCommand(config, 'reset', 'go back to the default of a setting that was changed', [
    'grantry config reset grants.password',
  ])
    .argument('<name>', 'the setting, as grantry config print writes it')
    .action(
      asAction(async (name: string, options) => (await import('./config-commands.ts')).resetSetting(name, options)),
    );
  addCommand(config, 'validate', 'check the configuration; everything that is wrong at once', [
    'grantry config validate --config ./config.yml',
  ]).action(asAction(async (options) => (await import('./config-commands.ts')).validateConfig(options)));
  addPlainCommand(config, 'schema', 'print the JSON Schema of the configuration file', [
    'grantry config schema > config.schema.json',
  ]).action(asAction(async () => (await import('./config-commands.ts')).printConfigSchema()));
}

/** The command line. Each command's code is loaded when it runs. */
export function createProgram(): Command {
  const program = new Command('grantry')
    .description('A self-hosted OAuth 2.0 server for back-office and storefront')
    .version(version)
    .showHelpAfterError('Run with --help to see what is possible.')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : usageExitCode));
  for (const add of [addInstallation, addKeys, addUsers, addApplications, addApis, addTokens, addConfig]) add(program);
  return program;
}
