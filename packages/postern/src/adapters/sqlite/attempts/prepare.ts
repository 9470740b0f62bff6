import { hours } from '../../../domain/instant.ts'
import type { Store } from '../../../ports/store.ts'
import { hitsWithin, readHits } from '../../sql/budget.ts'
import type { In, Out } from '../../sql/step.ts'
import { prepareAttempt, readSubject, subjectWidth } from '../../sql/subject-row.ts'
import type { Reader } from '../connection.ts'

type Prepare = Store['attempts']['prepare']

export function prepare(reader: Reader, input: In<Prepare>): Out<Prepare> {
  const { tenant, application, address, browser, now } = input
  const row = reader.first(prepareAttempt, tenant, address.key, application, now, browser ?? null, now, now) ?? []
  const hits = readHits(row[subjectWidth] as string | null)
  return {
    subject: readSubject({ tenant, application, address, browser }, row, 0),
    failures: hitsWithin(hits, hours(1), now),
  }
}
