import { createClient } from '@postern/client'

const [email = '', server = '', inbox = ''] = process.argv.slice(2)
const auth = createClient({ baseUrl: `${server}/auth`, mode: 'bearer' })

auth.onAuthStateChange((user) => console.log('state:', user?.email ?? 'nobody'))

const sent = await auth.requestMagicLink({ email })
console.log('asked:', sent.status)

// In a page or an app this is the address that the mail opened.
const link = (await (await fetch(`${inbox}/link?to=${email}`)).text()).trim()
const outcome = await auth.verifyMagicLink(link)
console.log('verified:', outcome.status)

const answer = await auth.fetch(`${server}/auth/me`)
console.log('me:', answer.status)
await auth.signOut()
