/**
 * How often a key asked for somebody whom it does not meet. Nobody finds out who is a user by trying addresses: once the
 * hour's are spent, every start of the key waits, a user's as well, or the answer would still tell.
 */
import { type Charge, hours, type Instant, minutes } from 'postern/kit'
import { system } from '../../resources/resource.ts'
import type { ApiCall } from '../api-route.ts'
import { windowOf } from '../people/window-of.ts'

type At = Pick<ApiCall, 'ports' | 'key'>

const anHour = { length: hours(1), max: 900 }

const chargeOf = ({ key }: At): Charge => ({ key: `start-miss/${key.id}`, windows: [anHour], grain: minutes(1) })

export async function missesSpentUntil(at: At): Promise<Instant | undefined> {
  const { store, clock } = at.ports
  const now = clock.now()
  const [spent] = await store.budgets.read({ tenant: system, now, keys: [chargeOf(at).key] })
  return spent && windowOf(anHour, spent.hits, now).freeAt
}

/** Answers until when the key waits, where others have spent the hour's meanwhile: this one is not told either. */
export async function noteMiss(at: At): Promise<Instant | undefined> {
  const { store, clock } = at.ports
  const also = { events: [], messages: [] }
  const noted = await store.messages.post({ tenant: system, now: clock.now(), charges: [chargeOf(at)], also })
  return noted.kind === 'limited' ? noted.retryAt : undefined
}
