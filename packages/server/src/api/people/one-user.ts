/** One user on the wire, with her addresses and registrations. */
import { type Answer, iso, type User } from 'postern/kit'
import { z } from 'zod'
import type { ApiCall } from '../api-route.ts'
import { entityReply } from '../entity-tag.ts'
import { time } from '../schemas.ts'
import { recordReading } from './on-record.ts'
import { hereAndNow, meet } from './reach.ts'
import { registrationShape, shownRegistration, shownUser, userShape } from './schemas.ts'

export const oneUser: z.ZodType = z
  .strictObject({
    ...userShape.shape,
    addresses: z.array(
      z.strictObject({
        email: z.string(),
        provedAt: time.nullable(),
        primary: z.boolean(),
        reservedUntil: time.nullable(),
      }),
    ),
    registrations: z.array(registrationShape),
  })
  .meta({ id: 'UserWithRegistrations' })

/** As the key may see her now. */
export async function userReply(at: ApiCall, id: string, status = 200): Promise<Answer> {
  const met = await meet(at, id)
  if (!met) return at.refuse('not-found')
  const { user, registrations } = met
  const addresses = await at.ports.store.addresses.list({ ...hereAndNow(at), user: user.id })
  const body = {
    ...shownUser(user),
    addresses: addresses.map(({ address, provedAt, reservedUntil }) => ({
      email: address,
      provedAt: provedAt === undefined ? null : iso(provedAt),
      primary: address === user.email,
      reservedUntil: reservedUntil === undefined ? null : iso(reservedUntil),
    })),
    registrations: registrations.map(shownRegistration),
  }
  return entityReply(body, user.version, status)
}

/** After an act of staff. Where it changed nothing, all it did was to show her, and that is on record as well. */
export async function changedReply(
  at: ApiCall,
  { user, changed }: { readonly user: Pick<User, 'id'>; readonly changed: boolean },
): Promise<Answer> {
  if (!changed) await recordReading(at, 'user', [user.id])
  return userReply(at, user.id)
}
