import { createClient } from '@postern/client'
import {
  AccountMenu,
  PosternProvider,
  SignedIn,
  SignedOut,
  SignIn,
  type SignInTexts,
  usePostern,
  useSession,
  useSignIn,
  useUser,
} from '@postern/client/react'
import '@postern/client/react.css'
import type { ReactElement } from 'react'

interface App {
  readonly data: { readonly theme: string }
}

const client = createClient<App>()
const german: Partial<SignInTexts> = { emailMe: 'Schick mir eine E-Mail', sentTo: (address) => <>An {address}.</> }

export function Application(): ReactElement {
  return (
    <PosternProvider client={client} initialUser={null}>
      <SignedOut>
        <SignIn application="Acme" texts={german} lang="de" redirectTo="/inside" heading="h1" autoFocus />
        <Own />
      </SignedOut>
      <SignedIn>
        <AccountMenu items={[{ label: 'Settings', href: '/settings' }]} accountUrl={null} />
        <Who />
      </SignedIn>
    </PosternProvider>
  )
}

/** A server component has a `Date` where the wire has a string. */
interface LibraryUser {
  readonly id: string
  readonly email: string
  readonly emailVerified: true
  readonly name: string | null
  readonly roles: readonly string[]
  readonly data: App['data'] | null
  readonly createdAt: Date
}

export function Rendered({ user, missing }: { user: LibraryUser | null; missing: undefined }): ReactElement {
  return (
    <PosternProvider client={client} initialUser={user}>
      <PosternProvider client={client} initialUser={missing}>
        <SignIn
          {...{ application: missing, logo: missing, texts: missing, heading: missing, autoFocus: missing }}
          {...{ lang: missing, dir: missing, className: missing, style: missing }}
          {...{ redirectTo: missing, state: missing, locale: missing, onSignedIn: missing }}
        />
        <AccountMenu
          {...{ items: missing, accountUrl: missing, texts: missing, className: missing }}
          {...{ onSignedOut: missing, onError: missing }}
        />
        <AccountMenu items={[{ label: 'Settings', href: missing, onSelect: missing }]} />
      </PosternProvider>
    </PosternProvider>
  )
}

function Who(): ReactElement | null {
  const { status, user } = useUser<App>()
  const session = useSession()
  const { signOut } = usePostern<App>()
  if (status !== 'signed-in') return null
  return (
    <button type="button" onClick={() => void signOut()}>
      {user.data?.theme} {session?.device}
    </button>
  )
}

function Own(): ReactElement {
  const { state, busy, ask, typeCode } = useSignIn({
    onSignedIn: (user, next) => location.assign(next ?? `/${user.id}`),
  })
  if (state.step === 'waiting') return <button onClick={() => void typeCode('123456')}>{state.sent.number}</button>
  return (
    <button disabled={busy} onClick={() => void ask('ada@acme.example')}>
      {state.step}
    </button>
  )
}
