import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRedirectUri, matchRedirectUri } from '../../src/oauth/redirect-uri.ts';

describe('a redirect URI that is registered', () => {
  it.each([
    'https://example.com',
    'https://example.com/callback',
    'https://example.com:8443/a/b?x=1&y=%20',
    'https://EXAMPLE.com/callback',
    'https://[2001:db8::1]/callback',
    'https://xn--bcher-kva.example/cb',
    'http://127.0.0.1/callback',
    'http://127.0.0.1:49152/callback',
    'http://[::1]:3000/callback',
    'http://localhost:8080/callback',
    'com.example.app:/callback',
    'com.example.app://callback/path',
    'com.example.app:/mail/user@example.com',
  ])('may be %s', (uri) => {
    expect(checkRedirectUri(uri)).toBeNull();
  });

  it.each([
    ['', 'characters'],
    [`https://example.com/${'a'.repeat(2000)}`, 'characters'],
    ['https://example.com/#', 'fragment'],
    ['https://example.com/cb#top', 'fragment'],
    ['https://*.example.com/cb', 'wildcard'],
    ['https://example.com/*', 'wildcard'],
    ['https://user@example.com/', 'user name'],
    ['https://user:password@example.com/', 'user name'],
    ['https://example.com:x@evil.example/', 'user name'],
    ['com.example.app://user@host/', 'user name'],
    ['http://example.com/cb', 'https'],
    ['http://127.0.0.1.evil.example/cb', 'https'],
    ['http://localhost.evil.example/cb', 'https'],
    ['http://127.1/cb', 'plainly'],
    ['http://0x7f.0.0.1/cb', 'plainly'],
    ['http://2130706433/cb', 'plainly'],
    ['https:example.com/cb', 'plainly'],
    ['https:/example.com/cb', 'plainly'],
    ['https:///example.com/cb', 'plainly'],
    ['https://example.com./cb', 'plainly'],
    ['https://ex%61mple.com/cb', 'plainly'],
    ['https://example.com:123456/cb', 'absolute'],
    ['HTTPS://example.com/cb', 'lower case'],
    ['https://bücher.example/cb', 'percent-encode'],
    ['https://example.com/a b', 'percent-encode'],
    [' https://example.com/', 'percent-encode'],
    ['https://example.com/\n', 'percent-encode'],
    ['https://example.com\\@evil.example/', 'percent-encode'],
    ['https://example.com/\u0000', 'percent-encode'],
    ['https://example.com/\ud800', 'percent-encode'],
    ['https://example.com/%0d%0aSet-Cookie:x', 'control'],
    ['https://example.com/%', 'hexadecimal'],
    ['https://example.com/%zz', 'hexadecimal'],
    ['javascript:alert(1)', 'scheme with a dot'],
    ['data:text/html,x', 'scheme with a dot'],
    ['file:///etc/passwd', 'scheme with a dot'],
    ['vbscript:x', 'scheme with a dot'],
    ['blob:https://example.com/x', 'scheme with a dot'],
    ['about:blank', 'scheme with a dot'],
    ['ftp://example.com/', 'scheme with a dot'],
    ['ws://example.com/', 'scheme with a dot'],
    ['myapp://callback', 'scheme with a dot'],
    ['urn:ietf:wg:oauth:2.0:oob', 'scheme with a dot'],
    ['/callback', 'absolute'],
    ['//example.com/callback', 'absolute'],
    ['example.com/callback', 'absolute'],
  ])('is never %j', (uri, why) => {
    expect(checkRedirectUri(uri)).toContain(why);
  });

  it('is refused with a sentence, never with an error, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withFragments: true }), fc.string()), (uri) => {
        const why = checkRedirectUri(uri);
        expect(why === null || why.length > 10).toBe(true);
        if (why === null) expect(new URL(uri).hash).toBe('');
      }),
    );
  });
});

describe('a redirect URI that is presented', () => {
  it('must be the registered one character by character (RFC 9700 §2.1)', () => {
    const registered = 'https://example.com/callback?x=1';
    expect(matchRedirectUri(registered, registered)).toBe(true);
    for (const other of [
      'https://example.com/callback',
      'https://example.com/callback?x=1&y=2',
      'https://example.com/callback?x=1#',
      'https://example.com:443/callback?x=1',
      'https://EXAMPLE.com/callback?x=1',
      'https://example.com/%63allback?x=1',
      'https://example.com//callback?x=1',
      'https://example.com/a/../callback?x=1',
      'http://example.com/callback?x=1',
      'https://example.com/callback?x=1/',
      '',
    ]) {
      expect(matchRedirectUri(registered, other), other).toBe(false);
    }
  });

  it.each([
    ['http://127.0.0.1/callback', 'http://127.0.0.1:51234/callback'],
    ['http://127.0.0.1:8000/callback', 'http://127.0.0.1:9000/callback'],
    ['http://[::1]/callback', 'http://[::1]:51234/callback'],
    ['http://localhost:3000/callback', 'http://localhost:3001/callback'],
    ['http://127.0.0.1', 'http://127.0.0.1:51234'],
  ])('may have any port on loopback: %s and %s (RFC 8252 §7.3)', (registered, presented) => {
    expect(matchRedirectUri(registered, presented)).toBe(true);
  });

  it.each([
    ['http://127.0.0.1/callback', 'http://127.0.0.1:51234/other'],
    ['http://127.0.0.1/callback', 'http://localhost:51234/callback'],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:99999/callback'],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:80@evil.example/callback'],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:/callback'],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:8080.evil.example/callback'],
    ['http://127.0.0.1/callback', 'https://127.0.0.1:51234/callback'],
    ['https://127.0.0.1/callback', 'https://127.0.0.1:51234/callback'],
    ['https://example.com/callback', 'https://example.com:8443/callback'],
  ])('is not %s when it is %s', (registered, presented) => {
    expect(matchRedirectUri(registered, presented)).toBe(false);
  });
});
