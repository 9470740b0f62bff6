/** Addresses that no mail is sent to for a while. A browser that knows the person gets one nevertheless. */
import {
  after,
  days,
  emptyReply,
  instant,
  isAddressPlace,
  iso,
  jsonReply,
  parseEmailAddress,
  type Suppression,
} from 'postern/kit'
import { z } from 'zod'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { onRecord } from '../people/on-record.ts'
import { hereAndNow, reachesTenant } from '../people/reach.ts'
import { word } from '../people/schemas.ts'
import { pageOf, pageQuery, time } from '../schemas.ts'

const shape = z
  .strictObject({
    address: z.string(),
    suppressedUntil: time.nullable().describe('`null`: refused once; a second time suppresses it'),
    reason: z.string().nullable(),
    struckAt: time,
  })
  .meta({ id: 'Suppression' })

const shown = ({ address, until, reason, struckAt }: Suppression) => ({
  address,
  suppressedUntil: until === undefined ? null : iso(until),
  reason: reason ?? null,
  struckAt: iso(struckAt),
})

const named = z.strictObject({ address: z.string().min(3).max(320) })
const longest = days(365)

export const suppressionRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/suppressions',
    operation: 'suppressions.read',
    summary: 'Lists addresses that are suppressed, or were refused once lately, in their order.',
    query: pageQuery(isAddressPlace),
    answers: { 200: pageOf(shape) },
    handle: async (at) => {
      if (!reachesTenant(at)) return at.refuse('operation-refused', { detail: wholeTenant })
      const { after: behind, limit } = at.query
      const page = await at.ports.store.suppressions.list({
        ...hereAndNow(at),
        limit,
        ...(behind !== undefined && { after: behind }),
      })
      return jsonReply({ items: page.items.map(shown), ...(page.next !== undefined && { next: page.next }) })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/suppressions/:address',
    operation: 'suppressions.read',
    summary: 'Reads whether an address is suppressed.',
    params: named,
    answers: { 200: shape },
    handle: async (at) => {
      const key = keyOf(at)
      const found = key && (await at.ports.store.suppressions.find({ ...hereAndNow(at), address: key }))
      return found ? jsonReply(shown(found)) : at.refuse('not-found')
    },
  }),
  apiRoute({
    method: 'PUT',
    path: '/api/v1/suppressions/:address',
    operation: 'suppressions.add',
    summary: 'Suppresses an address: for 7 days where nothing is said, for a year at most.',
    params: named,
    body: z.strictObject({ until: z.iso.datetime().optional(), reason: word.default('by-hand') }).optional(),
    answers: { 204: null },
    refusals: ['email-invalid'],
    handle: async (at) => {
      if (!reachesTenant(at)) return at.refuse('operation-refused', { detail: wholeTenant })
      const key = keyOf(at)
      if (!key) return at.refuse('email-invalid')
      const here = hereAndNow(at)
      const { until: said, reason = 'by-hand' } = at.body ?? {}
      const until = said === undefined ? after(here.now, days(7)) : instant(Date.parse(said))
      if (until <= here.now || until > after(here.now, longest)) {
        const errors = [{ path: 'body.until', why: 'must lie within the next 365 days' }]
        return at.refuse('values-invalid', { more: { errors } })
      }
      const also = onRecord(at, 'address.suppressed', { reason })
      await at.ports.store.suppressions.put({ ...here, address: key, until, reason, also })
      return emptyReply()
    },
  }),
  apiRoute({
    method: 'DELETE',
    path: '/api/v1/suppressions/:address',
    operation: 'suppressions.remove',
    summary: 'Has mail sent to an address again, and forgets that it was refused.',
    params: named,
    answers: { 204: null },
    handle: async (at) => {
      const key = keyOf(at)
      if (!key || !reachesTenant(at)) return at.refuse('not-found')
      const also = onRecord(at, 'address.released')
      const { kind } = await at.ports.store.suppressions.remove({ ...hereAndNow(at), address: key, also })
      return kind === 'done' ? emptyReply() : at.refuse('not-found')
    },
  }),
]

const wholeTenant = 'This key works for some applications; an address is the whole tenant’s.'

const keyOf = (at: ApiCall<z.infer<typeof named>>): string | undefined =>
  reachesTenant(at) ? parseEmailAddress(at.params.address)?.key : undefined
