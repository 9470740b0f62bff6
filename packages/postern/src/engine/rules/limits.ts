/**
 * Limits as data: a request becomes charges, and the store charges all of them or none. Only what the caller sent is
 * counted: the typed address, the network, the browser. A known browser draws on a reserve that strangers cannot spend.
 */
import type { EmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { days, hours, minutes } from '../../domain/instant.ts'
import type { Scope, TightLimits } from '../../domain/scope.ts'
import type { Charge } from '../../ports/written.ts'

/** Hits on this budget are wrong codes: tries count in advance and a success gives its own back. */
export const failuresKey = 'failures'

export interface Spender {
  readonly address: EmailAddress
  readonly networks: readonly string[]
  readonly networkHidden?: true | undefined
  /** The known browser that asks, if it is one. */
  readonly known: Id<'browser'> | undefined
  /** A proof of work came with the request. */
  readonly proved: boolean
}

/** From the narrowest to the widest, as multiples of the narrowest. */
const widest = 20
const networkWidths = [1, 4, widest]

const perNetwork = { hour: 30, proofFrom: 15 }
const perAddress = { quarterHour: 3, day: 10, proofFrom: 7 }
const perMailbox = { day: 100, proofFrom: 20 }
const triesPerDay = 20

/** A tenant's number where it is the lower one. */
function tight({ application }: Scope, name: keyof TightLimits, most: number): number {
  return Math.min(application.tightLimits?.[name] ?? most, most)
}

/** What one mail costs. */
export function mailCharges(scope: Scope, spender: Spender): readonly Charge[] {
  if (scope.application.limits === 'off') return []
  if (spender.known) {
    return [
      { key: `mail/known/${spender.known}/${spender.address.key}`, windows: [{ length: days(1), max: 5 }], grain: 0 },
    ]
  }
  const proof = (from: number) => (spender.proved ? {} : { proofFrom: from })
  const address: Charge = {
    ...mailsOf(scope, spender.address),
    ...proof(Math.min(perAddress.proofFrom, tight(scope, 'mailsPerDay', perAddress.day))),
  }
  const networks = networkBudgets(scope, spender.networks).map(({ network: _, proofFrom, ...charge }) => ({
    ...charge,
    ...proof(proofFrom),
  }))
  const mailboxes = mailboxBudget(spender.address).map((charge) => ({ ...charge, ...proof(perMailbox.proofFrom) }))
  const hidden = spender.networkHidden ? [{ ...hiddenNetworks, ...proof(networkProofFrom(scope) * widest) }] : []
  return [address, ...mailboxes, ...networks, ...hidden, ...sharedCharges(scope)]
}

/**
 * Everybody whose network is hidden draws on one budget, as if in one widest network. It may be most people, behind a
 * proxy nobody configured: so it asks for work, and never refuses.
 */
const hiddenNetworks: Charge = {
  key: 'mail/network/hidden',
  windows: [{ length: hours(1), max: Number.MAX_SAFE_INTEGER }],
  grain: minutes(3),
}

/** What one invitation costs its address, whoever invites. */
export function inviteCharges(scope: Scope, address: EmailAddress): readonly Charge[] {
  if (scope.application.limits === 'off') return []
  const day: Charge = { key: `mail/invite/${address.key}`, windows: [{ length: days(1), max: 3 }], grain: 0 }
  return [day, ...sharedCharges(scope)]
}

/** What a mail of the host application's own costs: a loop in its code must not become a flood. */
export function ownMailCharges(scope: Scope, address: EmailAddress): readonly Charge[] {
  if (scope.application.limits === 'off') return []
  const day: Charge = { key: `mail/own/${address.key}`, windows: [{ length: days(1), max: 50 }], grain: 0 }
  return [day, ...sharedCharges(scope)]
}

/** What one support link costs its address, whoever makes it: its mails may all be spent, which is why help is wanted. */
export function supportCharges(scope: Scope, address: EmailAddress): readonly Charge[] {
  if (scope.application.limits === 'off') return []
  return [{ key: `support/${address.key}`, windows: [{ length: days(1), max: 5 }], grain: 0 }]
}

/** What one guess at a code costs, beside the attempt's own tries. */
export function tryCharges(scope: Scope, address: EmailAddress, known: Id<'browser'> | undefined): readonly Charge[] {
  if (scope.application.limits === 'off') return []
  const day: Charge = known
    ? { key: `tries/known/${known}/${address.key}`, windows: [{ length: days(1), max: 10 }], grain: 0 }
    : triesOf(scope, address)
  const failures: Charge = {
    key: failuresKey,
    windows: [{ length: hours(1), max: Number.MAX_SAFE_INTEGER }],
    grain: minutes(3),
  }
  return [day, failures]
}

/** What one wrong number costs: three a day, then approval is shut for the address. */
export function approvalCharge(scope: Scope, address: EmailAddress): Charge {
  const max = scope.application.limits === 'off' ? Number.MAX_SAFE_INTEGER : 3
  return { key: `approval/address/${address.key}`, windows: [{ length: days(1), max }], grain: 0 }
}

/** What a refusal after proof costs: so many an attempt are kept, whatever else is noted of it. */
export function refusalCharge(attempt: Id<'attempt'>): Charge {
  return { key: `refusal/${attempt}`, windows: [{ length: days(1), max: 20 }], grain: 0 }
}

/** Every narrow budget of an address that no browser is named in, for who looks after it: what it counts, and how much. */
export function addressBudgets(
  scope: Scope,
  address: EmailAddress,
): readonly (Charge & { readonly counts: AddressBudget })[] {
  const { key } = address
  return [
    { counts: 'mails', ...mailsOf(scope, address) },
    ...mailboxBudget(address).map((charge) => ({ counts: 'mails-of-tags' as const, ...charge })),
    { counts: 'tries', ...triesOf(scope, address) },
    { counts: 'approvals', key: `approval/address/${key}`, windows: [{ length: days(1), max: 3 }], grain: 0 },
    { counts: 'invitations', key: `mail/invite/${key}`, windows: [{ length: days(1), max: 3 }], grain: 0 },
    { counts: 'own-mails', key: `mail/own/${key}`, windows: [{ length: days(1), max: 50 }], grain: 0 },
  ]
}

/** The budgets of a caller's networks, given from narrow to wide, as they are charged: for who looks after them. */
export function networkBudgets(
  scope: Scope,
  networks: readonly string[],
): readonly (Charge & { readonly network: string; readonly proofFrom: number })[] {
  const hour = tight(scope, 'mailsPerNetworkHour', perNetwork.hour)
  const proofFrom = networkProofFrom(scope)
  return networks.slice(0, networkWidths.length).map((network, at) => {
    const times = networkWidths[at] ?? 1
    return {
      network,
      key: `mail/network/${network}`,
      windows: [{ length: hours(1), max: hour * times }],
      grain: minutes(3),
      proofFrom: proofFrom * times,
    }
  })
}

const networkProofFrom = (scope: Scope): number =>
  Math.min(perNetwork.proofFrom, tight(scope, 'mailsPerNetworkHour', perNetwork.hour))

export type AddressBudget = 'mails' | 'mails-of-tags' | 'tries' | 'approvals' | 'invitations' | 'own-mails'

const mailsOf = (scope: Scope, { key }: EmailAddress): Charge => ({
  key: `mail/address/${key}`,
  windows: [
    { length: minutes(15), max: tight(scope, 'mailsPerQuarterHour', perAddress.quarterHour) },
    { length: days(1), max: tight(scope, 'mailsPerDay', perAddress.day) },
  ],
  grain: 0,
})

/**
 * All addresses of a mailbox that have a tag (RFC 5233) together, so that a flood does not get round its budget by
 * varying the tag. They have nothing else in common: two of them are two people.
 */
function mailboxBudget({ key }: EmailAddress): readonly Charge[] {
  const mailbox = key.replace(/\+[^@]*@/, '@')
  if (mailbox === key) return []
  return [{ key: `mail/mailbox/${mailbox}`, windows: [{ length: days(1), max: perMailbox.day }], grain: minutes(3) }]
}

const triesOf = (scope: Scope, { key }: EmailAddress): Charge => ({
  key: `tries/address/${key}`,
  windows: [{ length: days(1), max: tight(scope, 'triesPerDay', triesPerDay) }],
  grain: 0,
})

/** Whose budget a refusal names: the requester's own are told with their time, shared ones are a busy service. */
export function spentBudget(key: string): 'address' | 'network' | 'shared' {
  if (key.startsWith('mail/network/')) return 'network'
  return key.startsWith('mail/shared/') ? 'shared' : 'address'
}

function sharedCharges(scope: Scope): readonly Charge[] {
  return [
    {
      key: `mail/shared/application/${scope.application.id}`,
      windows: [{ length: hours(1), max: 20_000 }],
      grain: minutes(3),
    },
    { key: 'mail/shared/tenant', windows: [{ length: hours(1), max: 100_000 }], grain: minutes(3) },
  ]
}
