/** From what a caller gives to what is kept: secrets are sealed, and those that are not given again stay. */
import type { Id, Vault } from 'postern/kit'
import { openSetting, sealSetting } from './sealed-setting.ts'
import { findShelved, type Shelving, type Where, write } from './shelf.ts'
import { type GivenTransport, type KeptTransport, type TransportsDocument, transportsId } from './transports.ts'

type SecretName = 'secret' | 'noticeSecret'

interface OfTransport {
  readonly tenant: Id<'tenant'>
  readonly transport: string
  readonly name: SecretName
}

const placeOf = ({ tenant, transport, name }: OfTransport) => ({ tenant, row: `transport/${transport}/${name}` })

export function openTransportSecret(
  vault: Vault,
  tenant: Id<'tenant'>,
  { value, name }: { readonly value: KeptTransport; readonly name: SecretName },
): string {
  const sealed = value[name]
  return sealed === undefined ? '' : openSetting(vault, placeOf({ tenant, transport: value.id, name }), sealed)
}

/** Puts the whole list. `version` is the one that the caller saw, where it insists on it. */
export async function putTransports(
  where: Where<TransportsDocument>,
  { list, version }: { readonly list: readonly GivenTransport[]; readonly version?: number | undefined },
): Promise<Shelving<TransportsDocument>> {
  const found = await findShelved(where, transportsId)
  if (version !== undefined && version !== (found?.version ?? 0)) return { kind: 'stale' }
  const { tenant } = where
  const { vault } = where.desk.ports
  const kept = list.map((given) => {
    const before = found?.value.transports.find(({ id, kind }) => id === given.id && kind === given.kind)
    const sealedOf = (name: SecretName): Partial<Record<SecretName, string>> => {
      const plain = given[name]
      if (plain !== undefined)
        return { [name]: sealSetting(vault, placeOf({ tenant, transport: given.id, name }), plain) }
      const old = before && (name === 'noticeSecret' || mayKeep(before, given)) ? before[name] : undefined
      return old === undefined ? {} : { [name]: old }
    }
    const { secret: _, noticeSecret: __, ...settings } = given
    return { ...settings, ...sealedOf('secret'), ...sealedOf('noticeSecret') }
  })
  const before = found ? { before: found.value } : {}
  const change = found ? 'changed' : 'created'
  return write(where, {
    id: transportsId,
    version: found?.version ?? 0,
    value: { transports: kept },
    ...before,
    change,
  })
}

/** A password is for the server it was given for: sent to another one it would be told to whoever runs that. */
function mayKeep(before: KeptTransport, given: GivenTransport): boolean {
  if (before.kind === 'smtp' && given.kind === 'smtp') return before.host === given.host && before.port === given.port
  if (before.kind === 'webhook' && given.kind === 'webhook') return before.url === given.url
  return true
}
