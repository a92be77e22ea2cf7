import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OAuthError } from '../../src/oauth/oauth-error.ts';
import { parseRequestParameters, requestedScope } from '../../src/oauth/token-request.ts';

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';
const parse = (type: string | undefined, body: string) => parseRequestParameters(type, new TextEncoder().encode(body));
const refusalOf = (type: string | undefined, body: string): string => {
  try {
    parse(type, body);
  } catch (error) {
    if (error instanceof OAuthError) return `${error.code}: ${error.description}`;
    throw error;
  }
  return 'accepted';
};

describe('the parameters of a request', () => {
  it('mean the same as a form and as JSON (TOK-02, TOK-03)', () => {
    for (const parameters of [
      parse(form, 'grant_type=password&username=a%20b%2Bc+d'),
      parse(json, '{"grant_type":"password","username":"a b+c d"}'),
    ]) {
      expect(parameters.get('grant_type')).toBe('password');
      expect(parameters.get('username')).toBe('a b+c d');
    }
  });

  it('are absent when they are empty (RFC 6749 §3.2, TOK-05)', () => {
    expect(parse(form, 'scope=&state').get('scope')).toBeUndefined();
    expect(parse(json, '{"scope":""}').has('scope')).toBe(false);
  });

  it.each([
    [form, 'scope=a&scope=a'],
    [form, 'scope=a&%73cope=b'],
    [form, 'scope=&scope=a'],
    [json, '{"scope":"a","scope":"b"}'],
    [json, '{"scope":"a","sc\\u006fpe":"a"}'],
  ])('are refused when one repeats: %s %s (TOK-06, TOK-07)', (type, body) => {
    expect(refusalOf(type, body)).toMatch(/^invalid_request: .*more than once/);
  });

  it('may hold several resources, the one that may repeat (RFC 8707 §2)', () => {
    expect(parse(form, 'resource=https%3A%2F%2Fa&resource=https%3A%2F%2Fb').resources).toEqual([
      'https://a',
      'https://b',
    ]);
  });

  it.each([
    '[]',
    '"text"',
    'null',
    '1',
    '{"a":1}',
    '{"a":null}',
    '{"a":["b"]}',
    '{"a":{"$ne":"1"}}',
    '{"__proto__":{"a":"b"}}',
    '{',
    '',
    '{"a":"b"}x',
    '\ufeff{"a":"b"}',
  ])('are refused as JSON %j (TOK-31)', (body) => expect(refusalOf(json, body)).toMatch(/^invalid_request/));

  it.each([
    undefined,
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/xml',
    `${form}; charset=utf-16`,
    'application/jsonp',
  ])('are refused as %s (TOK-04)', (type) =>
    expect(refusalOf(type, 'grant_type=password')).toMatch(/^invalid_request: Send the parameters as/),
  );

  it('accept the charset UTF-8 however it is written', () => {
    expect(parse(`${form};charset=UTF-8`, 'a=b').get('a')).toBe('b');
    expect(parse('Application/JSON; charset="utf-8"', '{"a":"b"}').get('a')).toBe('b');
  });

  it('refuse percent signs that do not stand for UTF-8, and bytes that are none', () => {
    expect(refusalOf(form, 'a=%zz')).toMatch(/^invalid_request/);
    expect(refusalOf(form, 'a=%ff')).toMatch(/^invalid_request/);
    expect(() => parseRequestParameters(form, new Uint8Array([0x61, 0x3d, 0xff]))).toThrow(OAuthError);
  });

  it('refuse lone surrogates and, but for passwords, NUL characters', () => {
    expect(refusalOf(json, '{"username":"\\ud800"}')).toMatch(/^invalid_request/);
    expect(refusalOf(json, '{"username":"a\\u0000"}')).toMatch(/^invalid_request/);
    expect(parse(json, '{"password":"a\\u0000b"}').get('password')).toBe('a\0b');
  });

  it('never throw anything but a refusal, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(form, json), (body, type) => {
        try {
          parseRequestParameters(type, body);
        } catch (error) {
          expect(error).toBeInstanceOf(OAuthError);
        }
      }),
    );
  });
});

describe('the requested scope', () => {
  it('is also read from scopes, as the reference names it (seed-000)', () => {
    expect(requestedScope(parse(form, 'scopes=a+b'))).toBe('a b');
    expect(requestedScope(parse(form, 'scope=a&scopes=a'))).toBe('a');
  });

  it('is refused when scope and scopes differ (TOK-33)', () => {
    expect(() => requestedScope(parse(form, 'scope=a&scopes=b'))).toThrow(/differ/);
  });
});
