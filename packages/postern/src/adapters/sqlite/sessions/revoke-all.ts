import type { Id } from '../../../domain/id.ts'
import type { RevokePlace } from '../../../ports/records.ts'
import type { Store } from '../../../ports/store.ts'
import {
  nextRevokePlace,
  nextRevokeTenant,
  pastAllKeys,
  type RevokeName,
  type RevokeStep,
  revokeStatements,
  revokeSteps,
} from '../../sql/revoke-steps.ts'
import type { Value } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeEvent } from '../write-also.ts'

type RevokeAll = Store['sessions']['revokeAll']
type Input = In<RevokeAll>

/** First each tenant is told, one at a time; then the tables are walked, of all tenants at once. */
export function revokeAll(tx: Transaction, input: Input): Out<RevokeAll> {
  const place = input.from ?? placeBehind(tx, '')
  if (place.tenant === everybody) return endStretch(tx, input, place)
  writeEvent(tx, place.tenant, input.now, input.event)
  return { ended: 0, next: placeBehind(tx, place.tenant) }
}

const everybody = '' as Id<'tenant'>

function endStretch(tx: Transaction, input: Input, place: RevokePlace): Out<RevokeAll> {
  const { end, changes } = statements[place.step]
  const values = valuesOf(input, place)
  const last = tx.first(end.sql, ...end.names.map((name) => values[name])) as readonly string[] | undefined
  const upTo = { ...values, upTo0: last?.[0] ?? pastAllKeys, upTo1: last?.[1] ?? pastAllKeys }
  const [ended = 0] = changes.map(({ sql, names }) => tx.change(sql, ...names.map((name) => upTo[name])))
  const next = nextRevokePlace(place, { end: last, following: undefined }, input.browsers)
  return next ? { ended, next } : { ended }
}

/** Whoever has a session has a user, in a table that begins with the tenant. */
const nextTenant = nextRevokeTenant('?', ['users', 'events'])

function placeBehind(tx: Transaction, tenant: string): RevokePlace {
  const next = tx.first(nextTenant, tenant, tenant)?.[0] as Id<'tenant'> | null | undefined
  return { tenant: next ?? everybody, step: 'attempts', after: [] }
}

function valuesOf({ before, now, limit }: Input, { tenant, after }: RevokePlace): Record<RevokeName, Value> {
  return { tenant, after0: after[0] ?? '', after1: after[1] ?? '', upTo0: '', upTo1: '', before, now, limit }
}

/** A statement with its values by name, in the order of its marks. */
interface Named {
  readonly sql: string
  readonly names: readonly RevokeName[]
}

const statements = Object.fromEntries(
  revokeSteps.map((step) => [
    step,
    {
      end: named(step, ({ end }) => [end])[0],
      changes: named(step, ({ changes }) => changes),
    },
  ]),
) as Readonly<Record<RevokeStep, { readonly end: Named; readonly changes: readonly Named[] }>>

function named(
  step: RevokeStep,
  pick: (all: ReturnType<typeof revokeStatements>) => readonly string[],
): readonly Named[] {
  const dialect = {
    value: (name: RevokeName) => `?${name}?`,
    index: (name: string) => `INDEXED BY ${name}`,
    byTenant: false,
  }
  return pick(revokeStatements(step, dialect)).map((text) => ({
    sql: text.replaceAll(/\?\w+\?/g, '?'),
    names: [...text.matchAll(/\?(\w+)\?/g)].map(([, name]) => name as RevokeName),
  }))
}
