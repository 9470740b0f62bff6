/** What an application's own compiler makes of the published types. */
import {
  type ClientStorage,
  createClient,
  PosternClientError,
  type RequestOutcome,
  type SignInOutcome,
  type User,
} from '@postern/client'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function holds<_T extends true>(): void {}

interface App {
  readonly data: { readonly theme: 'light' | 'dark' }
  readonly role: 'admin' | 'editor'
}

const typed = createClient<App>({ baseUrl: '/auth' })
const plain = createClient()

export async function isTyped(): Promise<void> {
  const user = await typed.getUser()
  if (user === null) return
  holds<Same<typeof user.data, App['data'] | null>>()
  holds<Same<(typeof user.roles)[number], 'admin' | 'editor'>>()
  const other = await plain.getUser()
  holds<Same<NonNullable<typeof other>['data'], unknown>>()
  holds<Same<NonNullable<typeof other>['roles'], readonly string[]>>()
}

export function everyOutcomeIsHandled(outcome: SignInOutcome<App>): string {
  switch (outcome.status) {
    case 'signed-in':
      return outcome.next ?? outcome.user.data?.theme ?? 'light'
    case 'second-factor':
      return outcome.methods.join()
    case 'confirm-needed':
      return outcome.reason ?? 'type the address'
    case 'code-wrong':
      return `${outcome.triesLeft} left`
    case 'limited':
      return outcome.retryAt
    case 'vetoed':
      return outcome.detail ?? 'refused'
    case 'fulfilled':
      return `${outcome.purpose} of ${outcome.user?.email ?? 'nobody'}, ${outcome.next}`
    case 'link-expired':
      return outcome.expiredAt ?? 'expired'
    case 'codes-shut':
    case 'link-unknown':
    case 'link-used':
    case 'link-superseded':
    case 'attempt-unknown':
    case 'attempt-ended':
    case 'not-approved':
    case 'sign-in-off':
    case 'sign-up-closed':
    case 'address-reserved':
    case 'user-banned':
    case 'user-locked':
    case 'other-session':
    case 'address-taken':
    case 'addresses-full':
      return outcome.status
  }
}

export function everyRequestIsHandled(outcome: RequestOutcome): string {
  switch (outcome.status) {
    case 'sent':
      return `${outcome.number ?? ''} ${outcome.codeFormat.length}`
    case 'limited':
    case 'proof-needed':
      return outcome.retryAt
    case 'email-invalid':
    case 'attempt-unknown':
    case 'attempt-ended':
    case 'sign-in-off':
      return outcome.status
  }
}

export function faultsAreTyped(fault: unknown): string {
  if (!(fault instanceof PosternClientError)) return 'not ours'
  holds<Same<typeof fault.code, string>>()
  holds<Same<typeof fault.retryAfter, number | undefined>>()
  return fault.code
}

/** A phone's store, and a browser's. */
export const storages: readonly ClientStorage[] = [
  { get: async () => null, set: async () => undefined, remove: async () => undefined },
  {
    get: (key) => sessionStorage.getItem(key),
    set: (key, value) => sessionStorage.setItem(key, value),
    remove: (key) => sessionStorage.removeItem(key),
  },
]

/** Settings that an application reads from somewhere, and that may be missing there. */
export const perhaps = (missing: undefined): unknown => [
  createClient({ baseUrl: missing, mode: missing, storage: missing, origins: missing, fetch: missing }),
  typed.requestMagicLink({ email: 'ada@acme.example', redirectTo: missing, state: missing, locale: missing }),
  typed.verifyMagicLink('', { email: missing, switchAccount: missing }),
  typed.waitForSignIn('', { signal: missing, switchAccount: missing }),
]

export const { fetch: handedOn } = typed
export const userOf: (user: User<App>) => string = ({ email }) => email

// @ts-expect-error a mode that does not exist
createClient({ mode: 'magic' })
// @ts-expect-error an address is wanted
void typed.requestMagicLink({})
