/** The application of the client's browser tests: what `?` in its address says, with the client at hand for the test. */
import { createClient, type PosternClient, type PosternClientError } from '@postern/client'
import { AccountMenu, PosternProvider, SignedIn, SignedOut, SignIn, useSession, useUser } from '@postern/client/react'
import { Fragment, type JSX, StrictMode, version } from 'react'
import { createRoot } from 'react-dom/client'
import { arabic } from './arabic.tsx'

declare global {
  var client: PosternClient
  var seen: (string | null)[]
  var signedIn: string[]
  /** What the menu told of a sign-out. */
  var left: string[]
}

interface Wishes {
  readonly bearer?: boolean
  readonly store?: boolean
  readonly baseUrl?: string
  readonly redirectTo?: string
  readonly bare?: boolean
  /** Whoever is in. */
  readonly always?: boolean
  readonly rtl?: boolean
}

const wishes = JSON.parse(decodeURIComponent(location.hash.slice(1)) || '{}') as Wishes
const storage = {
  get: (key: string) => localStorage.getItem(key),
  set: (key: string, value: string) => localStorage.setItem(key, value),
  remove: (key: string) => localStorage.removeItem(key),
}

globalThis.client = createClient({
  mode: wishes.bearer ? 'bearer' : 'cookie',
  ...(wishes.store && { storage }),
  ...(wishes.baseUrl && { baseUrl: wishes.baseUrl }),
})
globalThis.seen = []
globalThis.signedIn = []
globalThis.left = []
globalThis.client.onAuthStateChange((user) => void globalThis.seen.push(user?.email ?? null))

const root = createRoot(document.querySelector('#root') as HTMLElement)
if (!wishes.bare)
  root.render(
    <StrictMode>
      <PosternProvider client={globalThis.client}>
        <App />
      </PosternProvider>
    </StrictMode>,
  )

function App(): JSX.Element {
  return (
    <main>
      <h1>Acme on React {version}</h1>
      <Outside>
        <SignIn
          application="Acme"
          {...(wishes.rtl && { texts: arabic, lang: 'ar', dir: 'rtl' as const })}
          {...(wishes.redirectTo
            ? { redirectTo: wishes.redirectTo }
            : { onSignedIn: (user) => void globalThis.signedIn.push(user.email) })}
        />
      </Outside>
      <SignedIn>
        <Inside />
      </SignedIn>
    </main>
  )
}

const Outside = wishes.always ? Fragment : SignedOut

function Inside(): JSX.Element {
  const { user } = useUser()
  const session = useSession()
  return (
    <>
      <p>
        Inside as {user?.email}, by {session?.methods.join(' and ') ?? 'something'}
      </p>
      <AccountMenu
        items={[{ label: 'Settings', href: '#settings' }]}
        onSignedOut={() => void globalThis.left.push('signed out')}
        onError={(fault) => void globalThis.left.push((fault as PosternClientError).code)}
      />
    </>
  )
}
