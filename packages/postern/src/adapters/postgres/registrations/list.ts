import type { Store } from '../../../ports/store.ts'
import { ownRegistrationColumns, readRegistration } from '../../sql/registration-row.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type List = Store['registrations']['list']

export const list: Command<In<List>, Out<List>> = read({
  name: 'list_registrations',
  fields: 'tenant text, "user" text',
  value: `json_agg(json_build_array(${prefixed('r', ownRegistrationColumns)}) ORDER BY r.application)`,
  from: 'JOIN postern_registrations r ON r.tenant = c.tenant AND r.user_id = c."user" GROUP BY c.call',
  decode: (rows: readonly Row[] | undefined) => (rows ?? []).map(readRegistration),
})
