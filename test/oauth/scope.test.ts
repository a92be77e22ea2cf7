import { describe, expect, it } from 'vitest';
import { grantScope, parseScope } from '../../src/oauth/scope.ts';

describe('a scope', () => {
  it('keeps its order and drops duplicates (RFC 6749 §3.3)', () => {
    expect(parseScope('b a  b')).toEqual(['b', 'a']);
  });

  it.each(['a"b', 'a\\b', 'a\tb', 'a\u00a0b', 'é', ' '])('is refused with other characters: %j (TOK-22)', (text) => {
    expect(() => parseScope(text)).toThrow(/invalid_scope/);
  });

  it('of 10,000 names is refused in less than 50 ms (TOK-22)', () => {
    const text = Array.from({ length: 10_000 }, (_, at) => `scope${at}`).join(' ');
    const start = performance.now();
    expect(() => parseScope(text)).toThrow(/invalid_scope/);
    expect(performance.now() - start).toBeLessThan(50);
  });

  it('is everything allowed where none is asked for, and never more than allowed (TOK-20)', () => {
    expect(grantScope(null, ['a', 'b'])).toEqual(['a', 'b']);
    expect(grantScope(['b'], ['a', 'b'])).toEqual(['b']);
    expect(() => grantScope(['a', 'c'], ['a', 'b'])).toThrow(/invalid_scope/);
  });
});
