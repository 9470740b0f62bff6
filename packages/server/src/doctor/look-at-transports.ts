/**
 * The mail servers that tenants send by: whether each lets us in. Some tens at most, a few at a time, and never without
 * end. What is called over HTTP has no sign-in of its own, and is told as not tried.
 */
import { type Id, PosternError } from 'postern/kit'
import type { SmtpOptions } from 'postern/smtp'
import type { Desk } from '../resources/desk.ts'
import { openTransportSecret } from '../resources/transport-secrets.ts'
import { type KeptTransport, transports } from '../resources/transports.ts'
import { smtpOptionsOf } from '../transports/build-transport.ts'
import { every, everyTenant } from './every.ts'
import { type Finding, fail, ok } from './finding.ts'
import type { MailAnswer } from './look-at-mail.ts'

/** Signs in to a mail server that a tenant chose, and leaves. Answers within seconds. */
export type TrySignIn = (options: SmtpOptions) => Promise<MailAnswer>

const check = 'tenant-mail'
const mostTried = 40
const atOnce = 8

export async function lookAtTransports(ports: Desk['ports'], trySignIn: TrySignIn): Promise<readonly Finding[]> {
  const { servers, overHttp } = await chosenIn({ ports, actor: 'doctor', changed: () => undefined })
  const tried = servers.slice(0, mostTried)
  const down: Finding[] = []
  for (let from = 0; from < tried.length; from += atOnce) {
    const answers = tried.slice(from, from + atOnce).map((server) => findingOf(server, trySignIn))
    down.push(...(await Promise.all(answers)).filter((finding) => finding !== undefined))
  }
  return down.length > 0 ? down : [ok(check, saidOf(tried.length, { overHttp, more: servers.length - tried.length }))]
}

interface Server {
  /** `acme/main` */
  readonly name: string
  readonly options: SmtpOptions
}

async function chosenIn(desk: Desk): Promise<{ readonly servers: readonly Server[]; readonly overHttp: number }> {
  const servers: Server[] = []
  let overHttp = 0
  for await (const { tenant, value } of everyTransport(desk)) {
    if (value.kind === 'smtp') servers.push(...serverOf(desk, tenant, value))
    else overHttp++
  }
  return { servers, overHttp }
}

/** Of those who send mail. */
async function* everyTransport(
  desk: Desk,
): AsyncGenerator<{ readonly tenant: Id<'tenant'>; readonly value: KeptTransport }> {
  for await (const { id: tenant, suspended } of everyTenant(desk)) {
    if (suspended) continue
    for await (const { value: list } of every(desk, transports, tenant)) {
      yield* list.transports.map((value) => ({ tenant, value }))
    }
  }
}

/** None where its secret stays shut, which is a finding of its own. */
function serverOf(
  { ports }: Desk,
  tenant: Id<'tenant'>,
  value: Extract<KeptTransport, { readonly kind: 'smtp' }>,
): readonly Server[] {
  try {
    const secret = openTransportSecret(ports.vault, tenant, { value, name: 'secret' })
    return [{ name: `${tenant}/${value.id}`, options: smtpOptionsOf(value, secret) }]
  } catch (fault) {
    if (fault instanceof PosternError) return []
    throw fault
  }
}

async function findingOf({ name, options }: Server, trySignIn: TrySignIn): Promise<Finding | undefined> {
  const answer = await trySignIn(options)
  if (answer.kind === 'ready') return undefined
  return fail(
    check,
    `${options.host} does not let ${name} in: ${answer.reason}.`,
    'PUT /api/v1/transports of this tenant mends it, or postern apply; POST /api/v1/transports/test sends a mail.',
  )
}

function saidOf(tried: number, { overHttp, more }: { readonly overHttp: number; readonly more: number }): string {
  const parts = [tried === 0 ? 'no tenant has a mail server of its own' : `${tried} of tenants’ own let them in`]
  if (more > 0) parts.push(`${more} more were not tried`)
  if (overHttp > 0) parts.push(`${overHttp} over HTTP: not tried`)
  return parts.join('; ')
}
