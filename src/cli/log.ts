import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from '../config/config-schema.ts';

/** Places where a credential could stand in something that is logged; a last line of defence, since none is put there. */
const redact = {
  paths: [
    'authorization',
    'password',
    'secret',
    'token',
    'clientSecret',
    'client_secret',
    'refresh_token',
    'access_token',
  ].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  censor: '[hidden]',
};

/** Makes the log of a process: JSON lines, or lines for people on a terminal. */
export function createLog({ log }: Config): Logger {
  const forPeople = log.format === 'pretty' || (log.format === 'auto' && process.stdout.isTTY);
  const options = { level: log.level, redact };
  return forPeople ? pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' })) : pino(options);
}
