/** What tenants keep sealed, settings and signing keys: whether the secrets that are configured open it. */
import { type Id, PosternError, shutKeys } from 'postern/kit'
import type { Desk } from '../resources/desk.ts'
import { openTransportSecret } from '../resources/transport-secrets.ts'
import { transports } from '../resources/transports.ts'
import { webhooks } from '../resources/webhook.ts'
import { openSecrets } from '../resources/webhook-secret.ts'
import { every, everyTenant } from './every.ts'
import { type Finding, fail, ok } from './finding.ts'

const check = 'sealed'
const mostNamed = 5

export async function lookAtSealed(ports: Desk['ports']): Promise<Finding> {
  const shut: string[] = []
  const desk: Desk = { ports, actor: 'doctor', changed: () => undefined }
  for await (const { id } of everyTenant(desk)) {
    for await (const name of shutOf(desk, id)) shut.push(name)
  }
  if (shut.length === 0) return ok(check, 'POSTERN_SECRET opens what tenants keep sealed, signing keys among it')
  const more = shut.length > mostNamed ? ` and ${shut.length - mostNamed} more` : ''
  return fail(
    check,
    `POSTERN_SECRET does not open the secret of ${shut.slice(0, mostNamed).join(', ')}${more}.`,
    'Put the secret of before behind the first one, or give these anew; postern apply does for what its file names, postern keys rotate for signing keys.',
  )
}

async function* shutOf(desk: Desk, tenant: Id<'tenant'>): AsyncGenerator<string> {
  const { vault, clock } = desk.ports
  for await (const { value } of every(desk, transports, tenant)) {
    for (const each of value.transports) {
      const names = ['secret', 'noticeSecret'] as const
      if (names.some((name) => isShut(() => openTransportSecret(vault, tenant, { value: each, name })))) {
        yield `transport ${tenant}/${each.id}`
      }
    }
  }
  for await (const { id, value } of every(desk, webhooks, tenant)) {
    if (isShut(() => openSecrets(vault, clock.now(), { tenant, webhook: id }, value.secrets))) {
      yield `webhook ${tenant}/${id}`
    }
  }
  for (const kid of await shutKeys(desk.ports, tenant)) yield `signing key ${tenant}/${kid}`
}

function isShut(open: () => unknown): boolean {
  try {
    open()
    return false
  } catch (fault) {
    if (fault instanceof PosternError) return true
    throw fault
  }
}
