import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isCancel, text } from '@clack/prompts';
import { describeExample } from '../config/documents.ts';
import { type CommonOptions, printResult } from './command-options.ts';
import { CommandFailure, UsageMistake } from './failure.ts';
import { perform } from './perform.ts';
import { readSecret } from './secret-input.ts';

/** `grantry migrate`: brings the schema of the database up to date. */
export async function migrateDatabase(options: CommonOptions): Promise<void> {
  const status = await perform(options, 'migrate', {});
  if (!status.migrations) throw new CommandFailure('The schema is not up to date.');
  printResult(options, status, 'The database is up to date.');
}

interface InitOptions extends CommonOptions {
  readonly organization?: string;
  readonly username?: string;
  readonly email?: string;
  readonly passwordFile?: string;
  readonly writeConfig?: boolean;
}

async function ask(given: string | undefined, question: string, flag: string): Promise<string> {
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) throw new UsageMistake(`Say ${flag}, or run this on a terminal.`);
  const answer = await text({ message: question });
  if (isCancel(answer)) throw new CommandFailure('Cancelled.');
  return answer;
}

/** `grantry init`: keys, database and the first administrator; asks on a terminal what the flags leave out. */
export async function initialise(options: InitOptions): Promise<void> {
  if (options.writeConfig) {
    await writeFile(resolve('config.yml'), describeExample(), { flag: 'wx' }).catch(() => {
      throw new CommandFailure('There is a config.yml here already. Leave --write-config out.');
    });
  }
  const first = {
    organization: await ask(options.organization, 'The first organization', '--organization'),
    username: await ask(options.username, 'The user name of the first administrator', '--username'),
    email: await ask(options.email, 'The e-mail address', '--email'),
    password: await readSecret({ file: options.passwordFile, name: 'password' }),
  };
  const done = await perform(options, 'first administrator', first);
  printResult(
    options,
    done,
    `Ready. ${done.username} administers ${done.organization}. Start the server with: grantry start`,
  );
}
