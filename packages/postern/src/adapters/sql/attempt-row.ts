import type { About, Asker, Attempt, AttemptState, Destination, Finish, Purpose } from '../../domain/attempt.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { CodeFormat } from '../../domain/scope.ts'
import { columnsOf, type Row, readAsked, readHash } from './row.ts'
import { readHashes, readSets, readSuperseded } from './secret-sets.ts'

const columns = [
  'id',
  'application',
  'purpose',
  'state',
  'version',
  'address',
  'address_key',
  'asker_kind',
  'asker_id',
  'asker_hash',
  'asked',
  'destination',
  'locale',
  'number',
  'code_kind',
  'code_length',
  'tries',
  'max_tries',
  'approval_shut',
  'sets',
  'superseded',
  'cancels',
  'created_at',
  'expires_at',
  'opens',
  'finish',
  'about',
]

/** The columns of an attempt in a statement that calls the table `q`. */
export const attemptColumns: string = columnsOf('q', columns)
export const attemptWidth: number = columns.length

export function readAttempt(tenant: Id<'tenant'>, row: Row): Attempt {
  const finish = row[25] as string | null
  const attempt: { -readonly [K in keyof Attempt]: Attempt[K] } = {
    id: row[0] as Id<'attempt'>,
    tenant,
    application: row[1] as Id<'application'>,
    purpose: row[2] as Purpose,
    state: row[3] as AttemptState,
    version: row[4] as number,
    address: { address: row[5] as string, key: row[6] as string },
    asker: readAsker(row),
    asked: readAsked(row[10] as string),
    destination: JSON.parse(row[11] as string) as Destination,
    locale: row[12] as string,
    number: row[13] as string,
    code: { kind: row[14] as CodeFormat['kind'], length: row[15] as number },
    tries: row[16] as number,
    maxTries: row[17] as number,
    approvalShut: row[18] === 1,
    sets: readSets(row[19] as string),
    superseded: readSuperseded(row[20] as string),
    cancels: readHashes(row[21] as string),
    createdAt: row[22] as Instant,
    expiresAt: row[23] as Instant,
    opens: row[24] as number,
  }
  const about = row[26] as string | null
  if (about !== null) attempt.about = JSON.parse(about) as About
  if (finish !== null) attempt.finish = JSON.parse(finish) as Finish
  return attempt
}

function readAsker(row: Row): Asker {
  return { kind: row[7] as Asker['kind'], id: row[8] as Id<'binding'>, hash: readHash(row[9] as string) }
}
