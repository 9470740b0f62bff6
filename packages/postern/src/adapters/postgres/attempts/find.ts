import type { Store } from '../../../ports/store.ts'
import { attemptColumns, attemptWidth, readAttempt } from '../../sql/attempt-row.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { readSubject, subjectColumns } from '../../sql/subject-row.ts'
import { type Command, read } from '../command.ts'
import { subjectJoins } from '../subject-joins.ts'

type Find = Store['attempts']['find']

export const find: Command<In<Find>, Out<Find>> = read({
  name: 'find_attempt',
  fields: 'tenant text, now bigint, id text, browser text',
  value: `json_build_array(${expressionsOf(attemptColumns)}, ${expressionsOf(subjectColumns)})`,
  from: `JOIN postern_attempts q ON q.tenant = c.tenant AND q.id = c.id\n${subjectJoins('q')}`,
  decode(row: Row | undefined, { tenant, browser }) {
    if (!row) return undefined
    const attempt = readAttempt(tenant, row)
    const { application, address } = attempt
    return { attempt, subject: readSubject({ tenant, application, address, browser }, row, attemptWidth) }
  },
})
