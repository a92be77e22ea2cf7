import { Command } from 'commander';
import { version } from '../version.ts';

/** The command line. Each command's code is loaded when it runs. */
export function createProgram(): Command {
  const program = new Command('grantry')
    .description('A self-hosted OAuth 2.0 server for back-office and storefront')
    .version(version)
    .showHelpAfterError('Run with --help to see what is possible.')
    .configureHelp({ sortSubcommands: false });

  program
    .command('start')
    .description('start the server')
    .option('--demo', 'fill an empty database with demo data; then only loopback addresses are listened on')
    .option('--config <file>', 'the configuration file')
    .option('--host <address>', 'the address to listen on')
    .option('--port <number>', 'the port to listen on')
    .addHelpText(
      'after',
      '\nExamples:\n  grantry start\n  grantry start --demo --port 9000\n  grantry start --config /etc/grantry/config.yml',
    )
    .action(async (options) => (await import('./start.ts')).start(options));

  return program;
}
