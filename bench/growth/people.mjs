import { formRequest } from '../servers/listen.mjs';
import { load } from './installation.mjs';
import { ask, copyRows, prepareRows } from './rows.mjs';

const refreshWith = ({ clientId, clientSecret }) =>
  formRequest('/oauth2-token', { grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret });

/** Copies the person of the demo who signs in with a password; gives the user names. All have the same password. */
async function addPeople(installation, count) {
  const { owner } = installation.application('password');
  const username = "'person ' || number";
  const model = `(select id from users where username = '${owner}')`;
  const id = "md5('person ' || number)::uuid";
  const names = { username, username_key: username, email: `${username} || '@example.com'` };
  await prepareRows(installation.databaseUrl, ['users', 'memberships'], async (client) => {
    const times = String(count);
    const columns = { id, ...names, email_key: names.email };
    await copyRows(client, { table: 'users', where: `id = ${model}`, times, columns });
    await copyRows(client, { table: 'memberships', where: `user_id = ${model}`, times, columns: { user_id: id } });
  });
  return Array.from({ length: count }, (_, at) => `person ${at + 1}`);
}

/** Signs people in, each once, and gives their refresh tokens. */
async function signIn(installation, usernames) {
  const application = installation.application('password');
  const { password } = installation.demo.backoffice.users.find(({ username }) => username === application.owner);
  const tokens = [];
  const signInAll = async ({ url }) => {
    for (const username of usernames) {
      const credentials = { client_id: application.clientId, client_secret: application.clientSecret };
      const form = formRequest('/oauth2-token', { grant_type: 'password', username, password, ...credentials });
      const { refresh_token: token } = await (await fetch(url + form.path, form)).json();
      if (token === undefined) throw new Error(`${username} cannot sign in.`);
      tokens.push(token);
    }
    return {};
  };
  await installation.whileServing(signInAll, () => undefined);
  return tokens;
}

/**
 * Signs so many people in, each once. Gives the load that refreshes what they have, however often it was refreshed
 * before: a connection is cut while its last answer is under way, so that the database alone knows the good token.
 */
export async function addRefreshing(installation, context) {
  const { connections, tree } = context;
  const cryptography = await installation.cryptography();
  const { formatRefreshToken, hashHandle, readRefreshToken } = await load(tree, 'oauth/refresh-token-value.js');
  const tokens = await signIn(installation, await addPeople(installation, connections));
  const handles = tokens.map((token) => readRefreshToken(token, cryptography).handle);
  const application = installation.application('password');
  return async () => {
    const text = 'select sequence from refresh_token_families where handle_hash = $1';
    const today = handles.map(async (handle) => {
      const [row] = await ask(installation.databaseUrl, text, [Buffer.from(hashHandle(handle, cryptography))]);
      return formatRefreshToken({ handle, sequence: row.sequence }, cryptography);
    });
    return { kind: 'rotating', request: refreshWith(application), tokens: await Promise.all(today) };
  };
}
