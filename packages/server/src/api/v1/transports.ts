/** The mail transports of a tenant: one list, in order. Without one, the installation's own are used. */
import { emptyReply, hours, iso, jsonReply, type Rendered, type Scope, type Transport } from 'postern/kit'
import { z } from 'zod'
import { findShelved, remove } from '../../resources/shelf.ts'
import { putTransports } from '../../resources/transport-secrets.ts'
import { givenTransport, shownTransport, transports, transportsId } from '../../resources/transports.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { entityReply, insistedVersion } from '../entity-tag.ts'
import { presented, shelved, whereOf } from '../resource-call.ts'
import { time } from '../schemas.ts'

const shown = z
  .strictObject({
    id: z.literal(transportsId),
    transports: z.array(shownTransport),
    version: z.int().min(0).describe('0: the tenant has no list, and the installation’s transports are used.'),
    changedAt: time.optional(),
  })
  .meta({ id: 'Transports' })

const outcome = z.strictObject({
  transport: z.string(),
  outcome: z.enum(['taken', 'later', 'down', 'refused']),
  reason: z.string().optional(),
})

export const transportRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/transports',
    operation: 'transports.read',
    summary: 'Reads the mail transports of the tenant. Secrets are not shown.',
    answers: { 200: shown },
    handle: async (at) => {
      if (at.key.applications) return at.refuse('not-found')
      const found = await findShelved(whereOf(at, transports), transportsId)
      if (!found) return entityReply({ id: transportsId, transports: [], version: 0 }, 0)
      return entityReply(presented(transports, found), found.version)
    },
  }),
  apiRoute({
    method: 'PUT',
    path: '/api/v1/transports',
    operation: 'transports.change',
    summary: 'Puts the whole list of mail transports. A secret that is left out stays as it is under the same id.',
    body: z.strictObject({ transports: z.array(givenTransport).max(5) }),
    conditional: true,
    answers: { 200: shown },
    handle: async (at) => {
      if (at.key.applications) return at.refuse('operation-refused', { detail: 'Transports are the whole tenant’s.' })
      const put = { list: at.body.transports, version: insistedVersion(at) }
      return shelved(at, transports, await putTransports(whereOf(at, transports), put))
    },
  }),
  apiRoute({
    method: 'DELETE',
    path: '/api/v1/transports',
    operation: 'transports.remove',
    summary: 'Removes the list: the installation’s transports are used again.',
    conditional: true,
    answers: { 204: null },
    handle: async (at) => {
      if (at.key.applications) return at.refuse('not-found')
      const { kind } = await remove(whereOf(at, transports), { id: transportsId, version: insistedVersion(at) })
      return kind === 'done' ? emptyReply() : at.refuse(kind === 'stale' ? 'version-changed' : 'not-found')
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/transports/test',
    operation: 'transports.test',
    summary: 'Sends a test mail now, by one transport or by the first that takes it, and says what each did.',
    body: z.strictObject({ to: z.email().max(254), transport: z.string().optional() }),
    answers: { 200: z.strictObject({ tried: z.array(outcome) }) },
    handle: async (at) => {
      const scope = await at.directory.home(at.tenant)
      if (!scope || at.key.applications) return at.refuse('not-found')
      const refused = await charged(at)
      return refused ?? testAll(at, scope, at.body)
    },
  }),
]

const testsAnHour = { key: 'transport-tests', windows: [{ length: hours(1), max: 20 }], grain: 0 } as const

/** Test mails go to addresses that nobody proved: few of them. */
async function charged({ ports, tenant, refuse }: ApiCall) {
  const now = ports.clock.now()
  const asked = { tenant, now, charges: [testsAnHour], also: { events: [], messages: [] } }
  const spent = await ports.store.messages.post(asked)
  if (spent.kind === 'queued') return undefined
  return refuse('limited', { now, ...(spent.kind === 'limited' && { retryAt: spent.retryAt }) })
}

async function testAll(
  { ports, refuse }: ApiCall,
  scope: Scope,
  { to, transport: only }: { readonly to: string; readonly transport?: string | undefined },
) {
  const all = await ports.transports(scope)
  const wanted = only === undefined ? all : all.filter((each) => idOf(each) === only)
  if (wanted.length === 0) return refuse('not-found')
  const tried: object[] = []
  for (const transport of wanted) {
    const handover = await transport.send(testMail(ports, scope, to), AbortSignal.timeout(longestTest))
    const reason = handover.kind === 'taken' ? {} : { reason: handover.reason }
    tried.push({ transport: idOf(transport), outcome: handover.kind, ...reason })
    if (handover.kind === 'taken') break
  }
  return jsonReply({ tried })
}

/** Without the tenant, which names its circuit. */
const idOf = ({ name }: Transport): string => name.slice(name.indexOf('/') + 1)

const longestTest = 20_000

function testMail({ vault, clock }: ApiCall['ports'], scope: Scope, to: string): Rendered {
  const now = clock.now()
  const { from } = scope.application.mail
  const text = `This is a test mail. It left at ${iso(now)}.`
  return {
    messageId: `<${vault.id(now)}@${from.address.slice(from.address.lastIndexOf('@') + 1).toLowerCase()}>`,
    from,
    to,
    subject: `Test mail from ${from.name || from.address}`,
    text: `${text}\n`,
    html: `<p>${text}</p>`,
    facts: { kind: 'custom' },
  }
}
