import type { AuditLog } from '../audit/audit-log.ts';
import { serverCaller } from '../directory/caller-resolution.ts';
import { createDemoData, type DemoCredentials, type DemoServices } from './demo-data.ts';
import { writeDemoFile } from './demo-file.ts';

/** Where the installation remembers how far its demo has come. */
interface DemoMemory {
  get(key: string): Promise<string | null>;
  insertOnce(key: string, value: string): Promise<boolean>;
  set(key: string, value: string): Promise<void>;
}

export interface DemoInstallation extends DemoServices {
  readonly storage: {
    readonly settings: DemoMemory;
    readonly auditLog: AuditLog;
    /** Whether the database holds no organization yet. */
    isEmpty(): Promise<boolean>;
  };
}

const key = 'demo';
const started = 'started';
const complete = 'complete';

/** Tells whether an installation holds demo data, so that it must not be reached from elsewhere. */
export async function isDemoInstallation(settings: Pick<DemoMemory, 'get'>): Promise<boolean> {
  return (await settings.get(key)) !== null;
}

async function isNeeded({ storage }: DemoInstallation): Promise<boolean> {
  const state = await storage.settings.get(key);
  return state === started || (state === null && (await storage.isEmpty()));
}

/**
 * Fills an empty database with demo data and writes `demo.json`; goes on where an earlier start was cut off. Call it
 * before the server listens. Null, and nothing is touched, where the database holds anything else.
 */
export async function prepareDemo(installation: DemoInstallation, path: string): Promise<DemoCredentials | null> {
  if (!(await isNeeded(installation))) return null;
  const { settings, auditLog } = installation.storage;
  await settings.insertOnce(key, started);
  const credentials = await createDemoData(installation);
  await writeDemoFile(path, credentials);
  const { actor, origin } = serverCaller();
  await auditLog.append({
    type: 'installation.set-up',
    organizationId: null,
    actor,
    subject: { kind: 'installation', id: key, name: 'Demo' },
    details: { demo: true },
    origin,
  });
  // Last: until then a start begins again, since nobody can know the credentials of one that was cut off.
  await settings.set(key, complete);
  return credentials;
}
