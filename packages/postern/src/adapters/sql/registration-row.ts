import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { OwnRegistration } from '../../ports/records.ts'
import { type Row, readWords } from './row.ts'

/** The columns of a registration with its data, without an alias. */
export const ownRegistrationColumns = 'application, roles, created_at, data'

export function readRegistration([application, roles, createdAt, data]: Row): OwnRegistration {
  const registration = {
    application: application as Id<'application'>,
    roles: readWords(roles as string),
    createdAt: createdAt as Instant,
  }
  return typeof data === 'string' ? { ...registration, data: JSON.parse(data) } : registration
}
