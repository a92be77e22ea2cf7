import { describe, expect, it } from 'vitest';
import { createInputCheck, isId } from '../../src/access/input-check.ts';
import { RuleViolation } from '../../src/access/rule-violation.ts';

function complaintsAbout(value: string): readonly string[] {
  const check = createInputCheck();
  check.line('name', value, 'A name');
  try {
    check.finish();
    return [];
  } catch (error) {
    return error instanceof RuleViolation ? error.violations.map(({ message }) => message) : [String(error)];
  }
}

describe('a line of text', () => {
  it('is trimmed and kept in the composed form (NFC)', () => {
    expect(createInputCheck().line('name', '  Cafe\u0301 Zürich\t', 'A name')).toBe('Café Zürich');
  });

  it.each(['a', '漢字', '👩‍👩‍👧', 'می‌خواهم', 'a'.repeat(255), '😀'.repeat(255)])('may be %s', (value) => {
    expect(complaintsAbout(value)).toEqual([]);
  });

  it.each([
    ['', 'A name is needed.'],
    ['   ', 'A name is needed.'],
    ['a'.repeat(256), 'A name has at most 255 characters.'],
    ['a\u0000b', 'A name is one line without control characters.'],
    ['a\nb', 'A name is one line without control characters.'],
    ['a\u2028b', 'A name is one line without control characters.'],
    ['a\u202eb', 'A name is one line without control characters.'],
    ['a\ud800', 'A name must be valid Unicode text.'],
  ])('is never %j', (value, complaint) => {
    expect(complaintsAbout(value)).toEqual([complaint]);
  });

  it('is complained about together with everything else that is wrong', () => {
    const check = createInputCheck();
    check.line('name', '', 'A name');
    check.email('email', 'nobody');
    expect(() => check.finish()).toThrow('A name is needed. An e-mail address looks like name@example.com.');
  });
});

describe('an e-mail address', () => {
  it.each(['a@b.example', "o'brien+shop@example.co.uk", 'ünï@bücher.example'])('may be %s', (address) => {
    const check = createInputCheck();
    check.email('email', address);
    expect(() => check.finish()).not.toThrow();
  });

  it.each(['', 'a', '@b', 'a@', 'a@b@c', 'a b@c', 'a@b c', '<a@b>', 'a@b,c@d'])('is never %j', (address) => {
    const check = createInputCheck();
    check.email('email', address);
    expect(() => check.finish()).toThrow(RuleViolation);
  });
});

describe('an id', () => {
  it('has one form alone, so that no other ever reaches the database', () => {
    expect(isId('00000000-0000-4000-8000-000000000001')).toBe(true);
    const upperCase = 'ABCDEF00-0000-4000-8000-000000000001';
    for (const other of [upperCase, '', '1', '../users', "' or 1=1 --", '00000000-0000-4000-8000-000000000001\n']) {
      expect(isId(other), other).toBe(false);
    }
  });
});
