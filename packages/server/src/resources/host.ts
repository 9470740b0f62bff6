/**
 * Hosts of tenants: whose one is, and the record that proves it. Proofs are derived, not kept: they are the same
 * whenever they are asked for. Two tenants never have one host.
 */
import type { Document, Id, Ports } from 'postern/kit'
import type { Desk } from './desk.ts'
import { epoch } from './epoch.ts'
import { type ResourcePlace, system } from './resource.ts'
import { findTenant, type TenantDocument } from './tenant-document.ts'

const kind = 'host'

/** Whose a host is. One tenant has it, or none. */
export async function tenantOfHost(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  host: string,
): Promise<Id<'tenant'> | undefined> {
  const found = await store.documents.find({ tenant: system, now: clock.now(), kind, id: host })
  return found && ownerOf(found)
}

const ownerOf = ({ json }: Document): Id<'tenant'> => (JSON.parse(json) as { readonly tenant: Id<'tenant'> }).tenant

/** The TXT record that proves a host to be the tenant's. */
export interface HostRecord {
  readonly name: string
  readonly value: string
}

export function hostRecord({ vault }: Pick<Ports, 'vault'>, tenant: string, host: string): HostRecord {
  const proof = vault.sign(placeOf(tenant, host), host)
  return { name: recordName(host), value: `postern=${tenant}.${proof}` }
}

/** Those that the tenant had and does not have any more. */
export async function dropHosts({ host }: TenantDocument, { desk, id }: ResourcePlace): Promise<void> {
  if (host === undefined) return
  const { store, clock } = desk.ports
  const now = clock.now()
  const found = await store.documents.find({ tenant: system, now, kind, id: host })
  if (!found || ownerOf(found) !== id) return
  const present = await findTenant(desk.ports, id)
  if (present?.value.host === host) return
  // Its tenant was changed before: who read that it was the tenant's until now reads it anew.
  await store.documents.remove({ tenant: system, now, kind, id: host, version: found.version, raises: epoch })
}

/** Put if nobody has it: of two tenants that prove one host, one gets it. */
export async function takeHost({ ports }: Desk, tenant: Id<'tenant'>, host: string): Promise<boolean> {
  const { store, clock } = ports
  const json = JSON.stringify({ tenant })
  const put = await store.documents.put({ tenant: system, now: clock.now(), kind, id: host, version: 0, json })
  return put.kind === 'done' || (await tenantOfHost(ports, host)) === tenant
}

/** Whether a record's text is the one, by whichever secret of the ring. */
export function provesHost({ vault }: Pick<Ports, 'vault'>, tenant: string, host: string, text: string): boolean {
  const prefix = `postern=${tenant}.`
  return text.startsWith(prefix) && vault.signed(placeOf(tenant, host), host, text.slice(prefix.length))
}

/** Without the port. */
export const bareHost = (host: string): string => host.replace(/:\d+$/, '')
const recordName = (host: string): string => `_postern.${bareHost(host)}`

const placeOf = (tenant: string, host: string) =>
  ({ tenant: tenant as Id<'tenant'>, purpose: 'setting', row: `host/${host}` }) as const
