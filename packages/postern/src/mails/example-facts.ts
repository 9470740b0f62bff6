/* One mail of every kind, complete, for tests and previews. Nothing in it is a secret of anybody. */

import type { Locale } from '../copy/locale.ts'
import type {
  AccountActFacts,
  AddressChangedFacts,
  AddressTakenFacts,
  ApprovedElsewhereFacts,
  DeletedFacts,
  InvitationFacts,
  MailFacts,
  NewDeviceFacts,
  SignInFacts,
  SignUpClosedFacts,
} from './facts.ts'

const at = Date.UTC(2026, 10, 22, 13, 2)
const day = 86_400_000
const application = { name: 'Linden', postalLine: '4 Rue des Tilleuls, Lyon' }
const asked = { browser: 'Chrome on macOS', place: 'Lyon, France', at }
const link = 'https://linden.example/auth/link/01J9ZK7QM3V5T8XW2Y4R6N0PBC#bQ3xExampleLinkExampleLinkExampleLinkExample'
const cancelLink =
  'https://linden.example/auth/link/01J9ZK7QM3V5T8XW2Y4R6N0PBC/cancel#x9ExampleCancelExampleCancelExampleCancelE'
const invitationLink =
  'https://linden.example/auth/invitation/01J9ZK7QM3V5T8XW2Y4R6N0PBC#bQ3xExampleInvitationExampleInvitationExamp'

const undoLink =
  'https://linden.example/auth/undo/01J9ZK7QM3V5T8XW2Y4R6N0PBC#u4ExampleUndoExampleUndoExampleUndoExampleUnd'

export interface ExampleFacts {
  readonly signIn: SignInFacts
  readonly approvedElsewhere: ApprovedElsewhereFacts
  readonly signUpClosed: SignUpClosedFacts
  readonly newDevice: NewDeviceFacts
  readonly stepUp: AccountActFacts
  readonly changeAddress: AccountActFacts
  readonly deletion: AccountActFacts
  readonly addressChanged: AddressChangedFacts
  readonly addressAdded: AddressChangedFacts
  readonly addressRemoved: AddressChangedFacts
  readonly addressPrimary: AddressChangedFacts
  readonly addressGone: AddressChangedFacts
  readonly addressesRestored: AddressChangedFacts
  readonly addressTaken: AddressTakenFacts
  readonly deleted: DeletedFacts
  readonly invitation: InvitationFacts
}

export function exampleFacts(locale: Locale = 'en'): ExampleFacts {
  const shared = { locale, application, asked, timeZone: 'Europe/Paris' }
  const act = { ...shared, code: '482931', link, cancelLink, mark: 'K7QM', worksUntil: at + 600_000 }
  const told = {
    ...shared,
    kind: 'address-changed',
    before: 'a••@example.com',
    now: 'l••@analytical.example',
  } as const
  const change = { ...told, undoLink, undoUntil: at + 7 * day } as const
  return {
    stepUp: { ...act, kind: 'step-up' },
    changeAddress: { ...act, kind: 'change-address', account: 'a••@example.com' },
    deletion: { ...act, kind: 'delete' },
    addressChanged: { ...change, what: 'changed' },
    addressAdded: { ...change, what: 'added' },
    addressRemoved: { ...change, what: 'removed' },
    addressPrimary: { ...change, what: 'primary' },
    addressGone: { ...told, what: 'gone' },
    addressesRestored: { ...told, what: 'restored' },
    addressTaken: { ...shared, kind: 'address-taken' },
    deleted: { ...shared, kind: 'deleted' },
    signIn: { ...shared, kind: 'sign-in', code: '482931', link, cancelLink, mark: 'K7QM', worksUntil: at + 600_000 },
    approvedElsewhere: { ...shared, kind: 'approved-elsewhere', cancelLink, cancelUntil: at + 7 * day },
    signUpClosed: { ...shared, kind: 'sign-up-closed' },
    newDevice: { ...shared, kind: 'new-device', cancelLink, cancelUntil: at + 7 * day, way: 'link' },
    invitation: {
      ...shared,
      kind: 'invitation',
      link: invitationLink,
      worksUntil: at + 7 * day,
      invitedBy: 'Grace Hopper',
    },
  }
}

export function allExampleFacts(locale: Locale = 'en'): readonly MailFacts[] {
  return Object.values(exampleFacts(locale))
}
