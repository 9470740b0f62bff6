import type { Attempt } from '../../domain/attempt.ts'
import { type EmailAddress, maskEmailAddress, parseEmailAddress } from '../../domain/email-address.ts'

export type WrongAddress = 'address-differs' | 'email-invalid'

/** What is wrong with an address that was typed to show that a person is here; `undefined` where it is the one. */
export function wrongAddress(typed: unknown, { key }: EmailAddress): WrongAddress | undefined {
  const address = parseEmailAddress(typed)
  if (!address) return 'email-invalid'
  return address.key === key ? undefined : 'address-differs'
}

/** What was pressed was pressed before: now the address is typed. Nothing is sent. */
export interface AddressNeeded {
  readonly kind: 'address-needed'
  /** Masked. */
  readonly address: string
  readonly wrong?: WrongAddress
}

export const addressNeeded = ({ address }: Attempt, wrong?: WrongAddress): AddressNeeded => ({
  kind: 'address-needed',
  address: maskEmailAddress(address.address),
  ...(wrong && { wrong }),
})
