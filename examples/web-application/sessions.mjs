/** Sessions in memory, known to the browser by an opaque cookie. Tokens stay on this side. */
import { randomBytes } from 'node:crypto';

const lifetimeInSeconds = 8 * 60 * 60;

/** Over https, put `__Host-` before the name and `Secure` behind the value. */
const cookieName = 'session';

const readCookie = ({ headers }) =>
  headers.cookie
    ?.split('; ')
    .find((pair) => pair.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);

export function createSessions() {
  const sessions = new Map();

  function begin(response, content) {
    for (const [id, { endsAt }] of sessions) if (endsAt < Date.now()) sessions.delete(id);
    const id = randomBytes(32).toString('base64url');
    sessions.set(id, { endsAt: Date.now() + lifetimeInSeconds * 1000, content });
    const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${lifetimeInSeconds}`;
    response.setHeader('set-cookie', `${cookieName}=${id}; ${attributes}`);
  }

  return {
    /** The content of the session that a request belongs to; undefined where there is none. */
    find(request) {
      const session = sessions.get(readCookie(request));
      return session !== undefined && session.endsAt > Date.now() ? session.content : undefined;
    },
    /** Ends the session of the request and begins a new one, so that nobody can plant theirs. */
    renew(request, response, content) {
      this.end(request);
      begin(response, content);
    },
    end(request) {
      sessions.delete(readCookie(request));
    },
  };
}
