import { createHash } from 'node:crypto';
import { refusal } from './json-api-error.ts';
import type { Resource, ResourceType } from './resource-type.ts';

/**
 * The validator of a resource: what a caller sees of it, apart from what changes by itself (RFC 9110 §8.8.3). It stays
 * the same for every choice of fields, so that it can be sent back in `If-Match`.
 */
export function entityTag({ attributes }: ResourceType, resource: Resource): string {
  const lasting = Object.entries(resource.attributes).filter(([name]) => attributes[name]?.volatile === undefined);
  const content = JSON.stringify([resource.type, resource.id, lasting, resource.relationships]);
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
}

/**
 * Refuses the change of a resource that is no longer the one the client has read (RFC 9110 §13.1.1).
 * @throws JsonApiError 412
 */
export function requireMatch(ifMatch: string, present: string): void {
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (tags.includes('*') || tags.includes(present)) return;
  const detail = 'It has changed since you read it. Read it again, and decide again.';
  throw refusal(412, 'changed', detail, { header: 'If-Match' });
}
