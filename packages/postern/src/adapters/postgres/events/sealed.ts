import type { Store } from '../../../ports/store.ts'
import { sealedTenants } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type Sealed = Store['events']['sealed']

const found = ['c.after', 'c."limit"'].reduce((text, value) => text.replace('?', value), sealedTenants)

export const sealed: Command<In<Sealed>, Out<Sealed>> = read({
  name: 'sealed_tenants',
  fields: 'after text, "limit" integer',
  value: `(SELECT coalesce(json_agg(f.tenant ORDER BY f.tenant), '[]') FROM (${found}) f)`,
  from: '',
  encode: ({ after = '', limit }) => ({ after, limit }),
  decode: (tenants: Out<Sealed>) => tenants,
})
