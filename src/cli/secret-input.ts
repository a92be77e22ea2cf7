import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { isCancel, password } from '@clack/prompts';
import { CommandFailure } from './failure.ts';

const alphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';

function withoutLineEnd(content: string): string {
  return content.replace(/\r?\n$/, '');
}

interface SecretSource {
  /** A file that holds it. */
  readonly file?: string | undefined;
  /** What to call it when asking. */
  readonly name: string;
}

/**
 * Reads a secret from a file, from a question on a terminal, or from standard input; never from the arguments, which
 * everybody on the machine can see. The file `-` is standard input.
 */
export async function readSecret({ file, name }: SecretSource): Promise<string> {
  if (file !== undefined && file !== '-') {
    const content = await readFile(file, 'utf8').catch(() => {
      throw new CommandFailure(`The file ${file} with the ${name} cannot be read.`);
    });
    return withoutLineEnd(content);
  }
  if (file === undefined && process.stdin.isTTY) {
    const answer = await password({ message: `The ${name}` });
    if (isCancel(answer)) throw new CommandFailure('Cancelled.');
    return answer;
  }
  const given = withoutLineEnd(await text(process.stdin));
  if (given === '') throw new CommandFailure(`Give the ${name} on standard input or with a file.`);
  return given;
}

/** Makes a password of twenty characters that are hard to confuse: about 115 bits. */
export function generatePassword(): string {
  return Array.from({ length: 20 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
