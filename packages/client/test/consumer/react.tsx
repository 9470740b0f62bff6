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

function Who(): ReactElement | null {
  const { status, user } = useUser<App>()
  const session = useSession()
  const { signOut } = usePostern<App>()
  if (status !== 'signed-in') return null
  return (
    <button type="button" onClick={() => void signOut()}>
      {user.data.theme} {session?.device}
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
