/** The list of a tenant's transports, with secrets that come from variables. */
import type { Id } from 'postern/kit'
import type { Desk } from '../resources/desk.ts'
import { findShelved } from '../resources/shelf.ts'
import { openTransportSecret, putTransports } from '../resources/transport-secrets.ts'
import { type GivenTransport, type KeptTransport, transports, transportsId } from '../resources/transports.ts'
import { linesOf, patchBetween } from './difference.ts'
import { faultsOf } from './document-unit.ts'
import type { Step, Unit } from './unit.ts'

export function transportsUnit(tenant: Id<'tenant'>, items: readonly GivenTransport[]): Unit {
  return { label: `transports ${tenant}`, stage: 25, look: (desk) => look(desk, tenant, items) }
}

async function look(desk: Desk, tenant: Id<'tenant'>, items: readonly GivenTransport[]): Promise<Step | undefined> {
  const where = { desk, resource: transports, tenant }
  const found = await findShelved(where, transportsId)
  const before = byId((found?.value.transports ?? []).map((kept) => opened(desk, tenant, kept)))
  const after = byId(items)
  const patch = patchBetween(before, after)
  const ordered = found?.value.transports.every(({ id }, at) => items[at]?.id === id)
  if (!patch && ordered) return undefined
  return {
    what: found ? 'change' : 'create',
    lines: (hide) => (patch ? linesOf(patch, before, hide) : ['their order']),
    write: async () => faultsOf(await putTransports(where, { list: items, version: found?.version ?? 0 })),
  }
}

type Plain = Readonly<Record<string, unknown>>

const byId = (items: readonly object[]): Plain =>
  Object.fromEntries(items.map((item) => ['id' in item ? String(item.id) : '', JSON.parse(JSON.stringify(item))]))

/** As it was given. One whose secret cannot be opened any more is given anew. */
function opened(desk: Desk, tenant: Id<'tenant'>, kept: KeptTransport): object {
  const { secret: _, noticeSecret: __, ...settings } = kept
  const plain = (name: 'secret' | 'noticeSecret'): Plain => {
    if (kept[name] === undefined) return {}
    try {
      return { [name]: openTransportSecret(desk.ports.vault, tenant, { value: kept, name }) }
    } catch {
      return { [name]: '' }
    }
  }
  return { ...settings, ...plain('secret'), ...plain('noticeSecret') }
}
