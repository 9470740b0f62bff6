import type { Store } from '../../../ports/store.ts'
import { attemptWidth, readAttempt } from '../../sql/attempt-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { findAttempt, readSubject } from '../../sql/subject-row.ts'
import type { Reader } from '../connection.ts'

type Find = Store['attempts']['find']

export function find(reader: Reader, { tenant, id, browser, now }: In<Find>): Out<Find> {
  const row = reader.first(findAttempt, now, browser ?? null, now, now, tenant, id)
  if (!row) return undefined
  const attempt = readAttempt(tenant, row)
  const { application, address } = attempt
  return { attempt, subject: readSubject({ tenant, application, address, browser }, row, attemptWidth) }
}
