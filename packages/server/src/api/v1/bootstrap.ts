/** The first key, for a secret that whoever installed this knows, once. */
import { RawSecret } from 'postern/kit'
import { z } from 'zod'
import { makeKey } from '../../resources/key-making.ts'
import { plainLine } from '../../resources/plain-line.ts'
import { system } from '../../resources/resource.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { wrongKey } from '../guard.ts'
import { newKey, newKeyReply } from './keys.ts'

export const bootstrapRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'POST',
    path: '/api/v1/bootstrap',
    operation: 'bootstrap.claim',
    summary: 'Gives the first key, which may do everything, for the secret of the configuration. It works once.',
    open: true,
    body: z.strictObject({
      secret: z.string().min(1).max(500),
      name: plainLine(80).default('First key'),
      startsSignIns: z.boolean().default(false).describe('Whether the key may hold secrets of other people’s sign-ins'),
    }),
    answers: { 201: newKey },
    refusals: ['key-unknown', 'limited'],
    handle: async (at) => {
      const { secret, name, startsSignIns } = at.body
      if (!(await claim(at, new RawSecret(secret)))) {
        const { code, more } = await wrongKey(at, at.call)
        return at.refuse(code, more)
      }
      const made = await makeKey(at.desk, { name, operations: ['*'], startsSignIns })
      if (made.kind !== 'made') throw new Error(`the first key was not made: ${made.kind}`)
      return newKeyReply(made, 201)
    },
  }),
]

/** Wrong and spent look alike. A document outlives what is swept, so that no secret ever works again. */
async function claim({ bootstrap, ports }: ApiCall, secret: RawSecret): Promise<boolean> {
  const { vault, store, clock } = ports
  const hash = vault.hash(secret)
  if (!bootstrap || !vault.same(hash, bootstrap)) return false
  const id = Buffer.from(hash).toString('hex')
  const place = { tenant: system, now: clock.now(), kind: 'bootstrap', id }
  return (await store.documents.put({ ...place, version: 0, json: '{}' })).kind === 'done'
}
