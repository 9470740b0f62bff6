/**
 * The transports of each tenant: built once for every version of its list, closed when another takes its place. A tenant
 * without a list has the installation's.
 */
import type { Id, Made, Scope, Send, Transport } from 'postern/kit'
import type { ServerDirectory } from '../directory/directory.ts'
import { findShelved } from '../resources/shelf.ts'
import { openTransportSecret } from '../resources/transport-secrets.ts'
import { transports as resource, transportsId } from '../resources/transports.ts'
import { buildTransport } from './build-transport.ts'

export interface TenantTransports {
  of(scope: Scope): Promise<readonly Transport[]>
  close(): Promise<void>
}

export interface TransportSettings {
  readonly directory: () => Pick<ServerDirectory, 'generation'>
  /** The installation's own. */
  readonly own: readonly Transport[]
  readonly safeSend: Send
  readonly development: boolean
  readonly onFault: (fault: unknown, about: { readonly route: string }) => void
}

interface Built {
  readonly version: number
  /** An erased tenant that came back counts versions anew. */
  readonly changedAt: number
  readonly list: readonly Transport[]
}

export function createTransports({ store, clock, vault }: Made, settings: TransportSettings): TenantTransports {
  const { directory, own, safeSend, development, onFault } = settings
  const ports = { store, clock, vault }
  const desk = { ports, actor: 'transports', changed: () => {} }
  const built = new Map<Id<'tenant'>, Built>()
  let generation: number | undefined
  let reading = new Map<Id<'tenant'>, Promise<readonly Transport[]>>()

  const build = async (tenant: Id<'tenant'>): Promise<readonly Transport[]> => {
    const found = await findShelved({ desk, resource, tenant }, transportsId)
    const before = built.get(tenant)
    if (before && before.version === found?.version && before.changedAt === found.changedAt) return before.list
    built.delete(tenant)
    // What is under way is finished first.
    if (before) void closeAll(before.list).catch((fault: unknown) => onFault(fault, { route: 'transports' }))
    if (!found || found.value.transports.length === 0) return own
    const list = found.value.transports.flatMap((value) => {
      try {
        const secret = openTransportSecret(vault, tenant, { value, name: 'secret' })
        const made = buildTransport({ value, secret, safeSend, development, now: () => clock.now() })
        // Circuits go by name, and those of one tenant are no other's.
        return [{ ...made, name: `${tenant}/${value.id}` }]
      } catch (fault) {
        onFault(fault, { route: `transport ${tenant}/${value.id}` })
        return []
      }
    })
    built.set(tenant, { version: found.version, changedAt: found.changedAt, list })
    return list
  }

  return {
    async of({ tenant }) {
      const newest = await directory().generation()
      if (newest !== generation) reading = new Map()
      generation = newest
      const known = reading.get(tenant.id)
      if (known) return known
      const work = build(tenant.id)
      reading.set(tenant.id, work)
      work.catch(() => reading.delete(tenant.id))
      return work
    },
    async close() {
      for (const { list } of built.values()) await closeAll(list)
    },
  }
}

async function closeAll(list: readonly Transport[]): Promise<void> {
  for (const transport of list) await transport.close?.()
}
