/** A tenant gets the host it asks for when whoever runs the DNS of that host says so. */
import { type Id, isLoopback, type Ports } from 'postern/kit'
import type { Desk } from './desk.ts'
import { bareHost, type HostRecord, hostRecord, provesHost, takeHost } from './host.ts'
import { system } from './resource.ts'
import { change, type Shelving } from './shelf.ts'
import { tenants } from './tenant.ts'
import { findTenant, type TenantDocument } from './tenant-document.ts'

/** Answers the texts of a name's TXT records; none where there are none. */
export type ResolveTxt = (name: string) => Promise<readonly string[]>

export type ProvedHost =
  | { readonly kind: 'proved'; readonly host: string }
  /** There is nothing to prove, or no such tenant. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unproved'; readonly record: HostRecord }
  | { readonly kind: 'taken' | 'own' }
  /** The write was. */
  | { readonly kind: 'refused'; readonly outcome: Exclude<Shelving<TenantDocument>, { readonly kind: 'done' }> }

export interface Proving {
  readonly desk: Desk
  readonly resolveTxt: ResolveTxt
  /** The installation's own base URL, whose host is nobody's. */
  readonly baseUrl: string
}

/** Looks for the record of the host that a tenant asks for, and gives it the host when it is there. */
export async function proveHost({ desk, resolveTxt, baseUrl }: Proving, tenant: Id<'tenant'>): Promise<ProvedHost> {
  const found = await findTenant(desk.ports, tenant)
  const host = found?.value.pendingHost
  if (!found || host === undefined) return { kind: 'unknown' }
  if (host === new URL(baseUrl).host) return { kind: 'own' }
  if (!needsNoProof(host, baseUrl) && !(await hasRecord(desk.ports, resolveTxt, tenant, host))) {
    return { kind: 'unproved', record: hostRecord(desk.ports, tenant, host) }
  }
  if (!(await takeHost(desk, tenant, host))) return { kind: 'taken' }
  const where = { desk, resource: tenants, tenant: system }
  const outcome = await change(where, { id: tenant, version: found.version, patch: { host, pendingHost: null } })
  return outcome.kind === 'done' ? { kind: 'proved', host } : { kind: 'refused', outcome }
}

async function hasRecord(
  ports: Pick<Ports, 'vault'>,
  resolveTxt: ResolveTxt,
  tenant: string,
  host: string,
): Promise<boolean> {
  const texts = await resolveTxt(hostRecord(ports, tenant, host).name)
  return texts.some((text) => provesHost(ports, tenant, host, text))
}

/** Names of this machine, while the installation is one of this machine as well. */
function needsNoProof(host: string, baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl)
  return protocol === 'http:' && isLoopback(hostname) && bareHost(host).endsWith('.localhost')
}
