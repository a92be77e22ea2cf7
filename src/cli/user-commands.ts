import { type CommonOptions, printResult } from './command-options.ts';
import { perform } from './perform.ts';
import { generatePassword, readSecret } from './secret-input.ts';

interface CreateOptions extends CommonOptions {
  readonly username: string;
  readonly email: string;
  readonly role: string;
  readonly organization?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly passwordFile?: string;
}

interface Password {
  readonly value: string;
  /** Whether it must be told, since nobody knows it yet. */
  readonly generated: boolean;
}

async function choosePassword(file: string | undefined): Promise<Password> {
  if (file === undefined) return { value: generatePassword(), generated: true };
  return { value: await readSecret({ file, name: 'password' }), generated: false };
}

function tell({ generated, value }: Password): string {
  return generated ? `\nPassword (shown only now): ${value}` : '';
}

/** `grantry user create`: a user with a role; the password from a file or standard input, else a generated one. */
export async function createUser({ config, json, passwordFile, ...person }: CreateOptions): Promise<void> {
  const password = await choosePassword(passwordFile);
  const options = { json: json ?? false, ...(config !== undefined && { config }) };
  const user = await perform(options, 'user create', { ...person, password: password.value });
  const result = { ...user, ...(password.generated && { password: password.value }) };
  printResult(options, result, `Created ${user.username} (${user.role}, ${user.organization}).${tell(password)}`);
}

/** `grantry user reset-password`: a new password; everything that was issued to the user ends. */
export async function resetPassword(name: string, options: CommonOptions & { passwordFile?: string }): Promise<void> {
  const password = await choosePassword(options.passwordFile);
  const user = await perform(options, 'user reset-password', { user: name, password: password.value });
  const result = { ...user, ...(password.generated && { password: password.value }) };
  printResult(options, result, `Set the password of ${user.username}.${tell(password)}`);
}
