const longestUri = 2000;
const loopbackHosts: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];
/** What RFC 3986 lets a URI consist of; anything else must be percent-encoded. */
const uriCharacters = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;
/** What the answer adds (RFC 6749 §4.1.2): there must be one of each. */
const carriesAnswer = /[?&](?:code|state|iss|error|error_description|error_uri)(?:[=&]|$)/;
const schemeForm = /^([a-z][a-z0-9+.-]*):/i;
const webForm = /^https?:\/\/([^/?:[\]]+|\[[^\]]+\])(?::[0-9]{1,5})?(?:[/?]|$)/;
const privateSchemeForm = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+$/;

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function whyNotWeb(uri: string, url: URL): string | null {
  if (/^https?:\/\/[^/?]*@/.test(uri)) return 'it must not hold a user name';
  // `new URL` mends much; what it reads must be what is written, or two readers could understand two addresses.
  const host = webForm.exec(uri)?.[1]?.toLowerCase();
  if (host !== url.hostname || host.endsWith('.')) return 'write the host plainly, as in https://example.com/callback';
  if (url.protocol === 'http:' && !loopbackHosts.includes(host)) {
    return 'use https; http is only for 127.0.0.1, [::1] and localhost';
  }
  return null;
}

function whyNotPrivate(uri: string, scheme: string): string | null {
  if (!privateSchemeForm.test(scheme)) {
    return 'use https, http on loopback, or for native applications a scheme with a dot such as com.example.app';
  }
  return /^[^:]+:\/{0,2}[^/?]*@/.test(uri) ? 'it must not hold a user name' : null;
}

/**
 * Why a redirect URI cannot be registered, as the end of a sentence; null where it can. https, http on loopback, and
 * private-use schemes that hold a dot (RFC 6749 §3.1.2, RFC 8252 §7, RFC 9700 §4.1).
 */
export function checkRedirectUri(uri: string): string | null {
  if (uri.length === 0 || uri.length > longestUri) return `it has 1 to ${longestUri} characters`;
  if (!uriCharacters.test(uri)) return 'it holds characters that a URI must percent-encode';
  if (/%(?![0-9a-f]{2})/i.test(uri)) return 'a percent sign must be followed by two hexadecimal digits';
  if (/%(?:[01][0-9a-f]|7f)/i.test(uri)) return 'it must not hold control characters';
  if (uri.includes('#')) return 'it must not have a fragment';
  if (uri.includes('*')) return 'it must not have wildcards; register each address';
  if (carriesAnswer.test(uri)) return 'its query must not hold a parameter of the answer, such as code or state';
  const scheme = schemeForm.exec(uri)?.[1];
  const url = parse(uri);
  if (scheme === undefined || url === null) return 'it must be absolute, as in https://example.com/callback';
  if (scheme !== scheme.toLowerCase()) return 'write the scheme in lower case';
  const web = scheme === 'https' || scheme === 'http';
  return web ? whyNotWeb(uri, url) : whyNotPrivate(uri, scheme);
}

/** Tells whether a redirect URI that can be registered leads to a web address; others are of native applications. */
export function isWebRedirectUri(uri: string): boolean {
  return /^https?:/.test(uri);
}

const loopbackForm = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(?::([0-9]{1,5}))?([/?].*)?$/s;

function withoutPort(uri: string): string | null {
  const match = loopbackForm.exec(uri);
  if (match === null || Number(match[2] ?? 0) > 65_535) return null;
  return `http://${match[1]}${match[3] ?? ''}`;
}

/**
 * Tells whether a presented redirect URI is a registered one: character by character, except that the port of a
 * loopback address is free, since native applications take one of the moment (RFC 8252 §7.3, RFC 9700 §2.1).
 */
export function matchRedirectUri(registered: string, presented: string): boolean {
  if (registered === presented) return true;
  const address = withoutPort(registered);
  return address !== null && address === withoutPort(presented);
}
