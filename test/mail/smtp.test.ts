import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import PostalMime from 'postal-mime';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MailRefused, type MailTransport, type OutgoingMail } from '../../src/mail/transports/mail-transport.ts';
import { createSmtpTransport, type SmtpOptions } from '../../src/mail/transports/smtp-transport.ts';
import { testCertificate } from '../fixtures/test-certificate.ts';
import { startSmtpServer } from '../fixtures/test-smtp-server.ts';

let server: Awaited<ReturnType<typeof startSmtpServer>>;
const transports: MailTransport[] = [];

beforeAll(async () => {
  server = await startSmtpServer();
});
afterEach(async () => {
  for (const transport of transports.splice(0)) await transport.close();
  server.behave({});
  server.received.length = 0;
});
afterAll(() => server.close());

const texts = { subject: 'Grüße', html: '<p>Straße</p>', text: 'Straße' };
const mail: OutgoingMail = {
  id: 'a',
  messageId: '<stable@oauth.example>',
  date: new Date('2026-03-01T12:00:00Z'),
  to: { name: 'Ada Łovelace', address: 'ada@example.com' },
  texts,
};

function open(options: Partial<SmtpOptions> = {}): MailTransport {
  const from = () => ({ name: 'Grantry', address: 'grantry@oauth.example' });
  const { port } = server;
  const defaults = { host: '127.0.0.1', port, security: 'starttls', ca: testCertificate.cert, from, timeout: 1_500 };
  const transport = createSmtpTransport({ ...defaults, ...options } as SmtpOptions);
  transports.push(transport);
  return transport;
}

/** The verdict on a mail that is not taken. */
async function refusalOf(transport: MailTransport, given: Partial<OutgoingMail> = {}): Promise<MailRefused> {
  const error = await transport.send({ ...mail, ...given }).catch((thrown: unknown) => thrown);
  if (error instanceof MailRefused) return error;
  throw new Error(`it was not refused: ${JSON.stringify(error)}`);
}

describe('mail by SMTP', () => {
  it('arrives whole over STARTTLS, signed in, as a message that no program answers', async () => {
    const answer = await open({ user: 'grantry', password: 'canary-smtp' }).send(mail);
    expect(answer).toMatch(/^250 /);
    const [received] = server.received;
    expect(received).toMatchObject({ from: 'grantry@oauth.example', to: ['ada@example.com'], secure: true });
    const parsed = await PostalMime.parse(received?.raw ?? '');
    expect(parsed).toMatchObject({ subject: 'Grüße', messageId: '<stable@oauth.example>', text: 'Straße\n' });
    expect(parsed.to).toEqual([mail.to]);
    expect(received?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
    expect(received?.raw).toMatch(/^Date: Sun, 01 Mar 2026 12:00:00 \+0000\r?$/m);
  });

  it.each([
    ['450 at the recipient is tried again', { rcpt: () => ({ code: 450, text: 'busy' }) }, 'later'],
    ['421 at any time says that the server goes', { rcpt: () => ({ code: 421, text: 'closing' }) }, 'server'],
    ['550 at the recipient is final', { rcpt: () => ({ code: 550, text: 'nobody' }) }, 'mail'],
    ['451 after the data is tried again', { data: () => ({ code: 451, text: 'greylisted' }) }, 'later'],
    ['554 after the data is final', { data: () => ({ code: 554, text: 'spam' }) }, 'mail'],
    ['a connection that drops after the data is tried again', { data: () => 'drop' as const }, 'server'],
  ])('%s', async (_name, behaviour, verdict) => {
    server.behave(behaviour);
    expect((await refusalOf(open())).verdict).toBe(verdict);
  });

  it('that a server refuses to sign in is not lost, and the password is not told', async () => {
    const refused = await refusalOf(open({ user: 'grantry', password: 'canary-wrong' }));
    expect(refused.verdict).toBe('server');
    expect(refused.message).not.toContain('canary');
  });

  it('never goes on in clear where STARTTLS is not offered, nor to a server with a wrong certificate', async () => {
    const clear = await startSmtpServer({ disabledCommands: ['STARTTLS'] });
    try {
      expect((await refusalOf(open({ port: clear.port }))).verdict).toBe('server');
      expect(clear.received).toEqual([]);
      const from = () => ({ name: '', address: 'a@example.com' });
      const untrusting = createSmtpTransport({ host: '127.0.0.1', port: server.port, security: 'starttls', from });
      transports.push(untrusting);
      expect((await refusalOf(untrusting)).verdict).toBe('server');
      expect(server.received).toEqual([]);
    } finally {
      await clear.close();
    }
  });

  it('begins with TLS where it is to, and goes in clear only without a password or on the same machine', async () => {
    const tls = await startSmtpServer({ secure: true });
    try {
      await open({ port: tls.port, security: 'tls' }).send(mail);
      expect(tls.received).toHaveLength(1);
    } finally {
      await tls.close();
    }
    await open({ security: 'none' }).send(mail);
    expect(server.received.map(({ secure }) => secure)).toEqual([false]);
    expect(() => open({ host: 'smtp.example.com', security: 'none', user: 'u', password: 'p' })).toThrow('in clear');
  });

  it('waits for nobody for ever: servers that keep silent, and such that are not there', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const start = performance.now();
    expect((await refusalOf(open({ port, timeout: 300 }))).verdict).toBe('server');
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
    expect((await refusalOf(open({ port, timeout: 300 }))).verdict).toBe('server');
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('holds no header that a text smuggles in (E5)', async () => {
    const smuggled = 'x\r\nBcc: eve@example.com\r\n\r\nbody';
    const given: readonly Partial<OutgoingMail>[] = [
      { to: { name: smuggled, address: 'ada@example.com' } },
      { to: { name: '', address: 'ada@example.com\r\nRCPT TO:<eve@example.com>' } },
      { to: { name: '', address: 'ada@example.com, eve@example.com' } },
      { to: { name: '', address: '<ada@example.com> SIZE=1' } },
      { messageId: `<a@b>${smuggled}` },
      { texts: { ...texts, subject: smuggled } },
      { texts: { ...texts, subject: 'a\0b' } },
      { texts: { ...texts, subject: 'a\u2028b' } },
    ];
    for (const each of given) expect((await refusalOf(open({ security: 'none' }), each)).verdict).toBe('mail');
    const awkward = { name: '"Eve" <eve@example.com>, x', address: 'ada@example.com' };
    await open({ security: 'none' }).send({
      ...mail,
      to: awkward,
      texts: { ...texts, text: '.\r\n.\r\nRCPT TO:<eve@x>' },
    });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.to).toEqual(['ada@example.com']);
    const parsed = await PostalMime.parse(server.received[0]?.raw ?? '');
    expect(parsed.to).toEqual([awkward]);
    expect([parsed.bcc, parsed.cc]).toEqual([undefined, undefined]);
  });

  it('has the same headers and one sender and recipient, byte for byte, whatever names and subjects say (E5)', async () => {
    const headersOf = (raw: string) => {
      const [head = ''] = raw.split('\r\n\r\n', 1);
      expect(head.replaceAll('\r\n', '')).toMatch(/^[\x20-\x7e\t]*$/);
      return head.split(/\r\n(?![ \t])/).map((line) => line.split(':', 1)[0]);
    };
    await open({ security: 'none' }).send(mail);
    const usual = headersOf(server.received[0]?.raw ?? '');
    expect(usual).toContain('Message-ID');
    const hostile = [
      'Eve" <eve@evil.example>, "x',
      'Eve <eve@evil.example>',
      '=?utf-8?Q?x=0D=0ABcc:_eve@evil.example?=',
      '=?utf-8?B?eA0KQmNjOiBldmVAZXZpbC5leGFtcGxl?=',
      'x\\r\\nBcc: eve@evil.example',
      `${'long '.repeat(30)}Bcc: eve@evil.example`,
      'äö\u200eBcc: eve@evil.example',
      '(comment) <x@y>;',
      '\u202egnp.exe',
    ];
    for (const text of hostile) {
      const from = () => ({ name: text, address: 'grantry@oauth.example' });
      const to = { name: text, address: 'ada@example.com' };
      await open({ security: 'none', from }).send({ ...mail, to, texts: { ...texts, subject: text } });
      const received = server.received.at(-1);
      const raw = received?.raw ?? '';
      expect(received).toMatchObject({
        from: 'grantry@oauth.example',
        to: ['ada@example.com'],
        messageId: mail.messageId,
      });
      expect(headersOf(raw)).toEqual(usual);
      const parsed = await PostalMime.parse(raw);
      expect([parsed.from?.address, parsed.to?.map(({ address }) => address)]).toEqual([received?.from, received?.to]);
    }
    const breaking = () => ({ name: 'x\r\nBcc: eve@evil.example', address: 'grantry@oauth.example' });
    await open({ security: 'none', from: breaking }).send(mail);
    expect(headersOf(server.received.at(-1)?.raw ?? '')).toEqual(usual);
  });

  it('reads no file and fetches nothing for what a text says', async () => {
    const html = '<img src="file:///etc/passwd"><img src="http://127.0.0.1:1/x">';
    await open({ security: 'none' }).send({ ...mail, texts: { ...texts, html } });
    expect(server.received[0]?.raw).not.toContain('root:');
  });
});
