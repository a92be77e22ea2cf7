import { createApi, listApis } from './api-operations.ts';
import { createApplication, deactivateApplication, listApplications } from './application-operations.ts';
import { changeSetting, resetSetting, storedSettings } from './config-operations.ts';
import { createFirstAdministrator, migrate } from './installation-operations.ts';
import { generateKey, listKeys, publicKeys, retireKey, rotateKeys } from './key-operations.ts';
import { createUser, resetPassword } from './user-operations.ts';

/** The table of operations: what can be sent to a running server by name. */
export const operations = {
  'api create': createApi,
  'api list': listApis,
  'application create': createApplication,
  'application deactivate': deactivateApplication,
  'application list': listApplications,
  'config reset': resetSetting,
  'config set': changeSetting,
  'config stored': storedSettings,
  'first administrator': createFirstAdministrator,
  'keys generate': generateKey,
  'keys list': listKeys,
  'keys public': publicKeys,
  'keys retire': retireKey,
  'keys rotate': rotateKeys,
  migrate,
  'user create': createUser,
  'user reset-password': resetPassword,
} as const;

export type OperationName = keyof typeof operations;

/** What an operation takes. */
export type OperationInput<Name extends OperationName> = Parameters<(typeof operations)[Name]['run']>[2];

/** What an operation gives. */
export type OperationOutput<Name extends OperationName> = Awaited<ReturnType<(typeof operations)[Name]['run']>>;
