import { hours } from '../../../domain/instant.ts'
import type { Store } from '../../../ports/store.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { readSubject, subjectColumns, subjectWidth } from '../../sql/subject-row.ts'
import { type Command, read } from '../command.ts'
import { subjectJoins } from '../subject-joins.ts'

type Prepare = Store['attempts']['prepare']

/** The budget that wrong codes are counted on, in whichever way it is kept. */
const failures = `{hits_within}(c.tenant, array_append({rows_of}('failures', true), 'failures'), c.since)`

export const prepare: Command<In<Prepare>, Out<Prepare>> = read({
  name: 'prepare',
  fields: 'tenant text, now bigint, address_key text, application text, browser text, since bigint',
  value: `json_build_array(${expressionsOf(subjectColumns)}, ${failures})`,
  from: subjectJoins('c'),
  encode: ({ tenant, now, application, address, browser }) => ({
    tenant,
    now,
    application,
    address_key: address.key,
    browser,
    since: now - hours(1),
  }),
  decode: (row: Row, { tenant, application, address, browser }) => ({
    subject: readSubject({ tenant, application, address, browser }, row, 0),
    failures: row[subjectWidth] as number,
  }),
})
