/** Secrets of settings that must be read again: sealed under the key ring, for one tenant and one row. */
import type { Id, Vault } from 'postern/kit'

export interface SettingPlace {
  readonly tenant: Id<'tenant'>
  readonly row: string
}

export function sealSetting(vault: Vault, place: SettingPlace, plain: string): string {
  return Buffer.from(vault.seal({ ...place, purpose: 'setting' }, plain)).toString('base64')
}

/** Throws when it was sealed for another place, or with a key that is gone. */
export function openSetting(vault: Vault, place: SettingPlace, sealed: string): string {
  return vault.open({ ...place, purpose: 'setting' }, new Uint8Array(Buffer.from(sealed, 'base64')))
}
