/**
 * `Idempotency-Key`: a POST that is repeated with the same key and the same content within a day gets the answer of the
 * first one, and nothing is done again. Answers are kept sealed, since some show a secret once.
 */
import { type Answer, after, days, headerOf, type Instant, instant, RawSecret, seconds } from 'postern/kit'
import { system } from '../resources/resource.ts'
import type { ApiCall } from './api-route.ts'

/** As long as a call may take. Where a process died in the middle, the repeat after that does the work. */
const longestCall = seconds(60)
const keptFor = days(1)

export async function once(at: ApiCall, act: () => Promise<Answer> | Answer): Promise<Answer> {
  const given = headerOf(at.call.c, 'idempotency-key')
  if (given === undefined) return act()
  if (!/^[\x21-\x7e]{1,255}$/.test(given)) {
    const errors = [{ path: 'header.idempotency-key', why: 'must be 1 to 255 visible ASCII letters' }]
    return at.refuse('values-invalid', { more: { errors } })
  }
  const place = placeOf(at, given)
  const earlier = await answered(place)
  if (earlier) return earlier
  const { artifacts } = at.ports.store
  const begun = { kind: 'idempotent-call', id: place.id, group: place.id, json: JSON.stringify(place.print) }
  const { kind } = await artifacts.put({ ...now(place), artifact: { ...begun, expiresAt: ends(place, longestCall) } })
  if (kind === 'exists') return (await answered(place)) ?? underWay(place)
  const answer = await acted(place, act)
  if (isFinal(answer)) await keep(place, answer)
  else await artifacts.revoke({ ...now(place), group: place.id })
  return answer
}

/** What was refused for now may be done by the repeat: it is no answer for a day. */
const isFinal = ({ status }: Answer): boolean => status < 500 && status !== 429

interface Place {
  readonly at: ApiCall
  readonly id: string
  /** Of what was asked: tenant, path and body. */
  readonly print: string
}

function placeOf(at: ApiCall, given: string): Place {
  const { vault } = at.ports
  const hash = (text: string): string => Buffer.from(vault.hash(new RawSecret(text))).toString('hex')
  const { pathname, search } = new URL(at.call.c.req.url)
  const asked = [at.tenant, pathname + search, JSON.stringify(at.call.json ?? null)]
  return { at, id: hash(`${at.key.id}\n${given}`), print: hash(asked.join('\n')) }
}

const now = ({ at }: Place): { readonly tenant: typeof system; readonly now: Instant } => ({
  tenant: system,
  now: at.ports.clock.now(),
})
const ends = (place: Place, length: number): Instant => after(now(place).now, length)

async function acted(place: Place, act: () => Promise<Answer> | Answer): Promise<Answer> {
  try {
    return await act()
  } catch (fault) {
    // Where the database is gone, the caller is told what became of the act and not of this.
    await place.at.ports.store.artifacts.revoke({ ...now(place), group: place.id }).catch(() => undefined)
    throw fault
  }
}

interface Kept {
  readonly print: string
  readonly answer: Pick<Answer, 'status' | 'headers'> & { readonly body: string | null }
}

const sealedAt = ({ id }: Place) => ({ tenant: system, purpose: 'setting', row: id }) as const

async function keep(place: Place, { status, headers, body }: Answer): Promise<void> {
  if (body !== null && typeof body !== 'string') return
  const { vault, store } = place.at.ports
  const kept: Kept = { print: place.print, answer: { status, headers, body } }
  const sealed = Buffer.from(vault.seal(sealedAt(place), JSON.stringify(kept))).toString('base64')
  const artifact = { kind: 'idempotent-answer', id: place.id, group: place.id, json: JSON.stringify(sealed) }
  await store.artifacts.put({ ...now(place), artifact: { ...artifact, expiresAt: ends(place, keptFor) } })
}

async function answered(place: Place): Promise<Answer | undefined> {
  const { vault, store } = place.at.ports
  const found = await store.artifacts.find({ ...now(place), kind: 'idempotent-answer', id: place.id })
  if (!found) return undefined
  const sealed = Buffer.from(JSON.parse(found.json) as string, 'base64')
  const { print, answer } = JSON.parse(vault.open(sealedAt(place), sealed)) as Kept
  return print === place.print ? { ...answer, cookies: [] } : place.at.refuse('idempotency-conflict')
}

async function underWay(place: Place): Promise<Answer> {
  const { at, id, print } = place
  const found = await at.ports.store.artifacts.find({ ...now(place), kind: 'idempotent-call', id })
  if (found && (JSON.parse(found.json) as string) !== print) return at.refuse('idempotency-conflict')
  const moment = now(place).now
  return at.refuse('busy', { now: moment, retryAt: instant(moment + seconds(1)) })
}
