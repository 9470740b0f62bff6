/** What keys may do, compared: nobody hands out more than he has. */
import { type ApiKeyDocument, rootKeyId } from './api-key.ts'
import { isWithin } from './networks.ts'
import type { FieldFault } from './resource.ts'

export type Rights = Pick<
  ApiKeyDocument,
  'tenant' | 'applications' | 'operations' | 'networks' | 'expiresAt' | 'startsSignIns'
>

/** Where the rights of `other` go beyond those of the key. */
export function beyond(key: Rights & { readonly id: string }, other: Rights): readonly FieldFault[] {
  const faults: FieldFault[] = []
  const refuse = (path: string): number => faults.push({ path, why: 'is more than your own key may' })
  if (key.tenant !== undefined && key.tenant !== other.tenant) refuse('tenant')
  if (key.applications && !other.applications?.every((one) => key.applications?.includes(one))) refuse('applications')
  for (const [at, operation] of other.operations.entries()) {
    if (!key.operations.some((one) => includes(one, operation))) refuse(`operations.${at}`)
  }
  const { networks } = key
  if (networks && !other.networks?.every((one) => networks.some((own) => isWithin(one, own)))) refuse('networks')
  if (key.expiresAt !== undefined && (other.expiresAt ?? Number.POSITIVE_INFINITY) > key.expiresAt) refuse('expiresAt')
  // The key of the configuration signs nobody in, and may make one that does.
  if (other.startsSignIns && !key.startsSignIns && key.id !== rootKeyId) refuse('startsSignIns')
  return faults
}

/** `users.*` includes `users.read`, and `*` everything. */
const includes = (one: string, other: string): boolean =>
  one === '*' || one === other || (one.endsWith('.*') && other.startsWith(one.slice(0, -1)))
