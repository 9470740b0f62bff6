/**
 * A mobile app without its screen: each run is one start of it. What stands in for the phone is small: `KEYCHAIN` is a
 * file where a phone has a secure store, and `open <url>` is what the system says when a universal link was tapped.
 *
 *     node app.ts ask ada@example.com
 *     node app.ts open 'https://app.acme.example/open#…'
 *     node app.ts code <attempt> 123456
 *     node app.ts notes
 *     node app.ts leave
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type ClientStorage, createClient } from '@postern/client'

const server = process.env.SERVER ?? 'http://localhost:3000'
const auth = createClient({
  baseUrl: `${server}/auth`,
  mode: 'bearer',
  storage: keychain(process.env.KEYCHAIN ?? './keychain.json'),
})

const screens: Record<string, (...words: string[]) => Promise<unknown>> = {
  async ask(email = '') {
    const sent = await auth.requestMagicLink({ email })
    return sent.status === 'sent' ? `sent ${sent.attemptId} ${sent.number}` : sent.status
  },
  // The app was closed meanwhile, perhaps: that it asked is in the handle, which the client kept.
  async open(url = '') {
    const outcome = await auth.verifyMagicLink(url)
    return outcome.status === 'signed-in' ? `signed-in ${outcome.user.email}` : outcome.status
  },
  async code(attemptId = '', code = '') {
    return (await auth.verifyCode({ attemptId, code })).status
  },
  /** The link was opened on a computer, which typed the number: this phone claims its session. */
  async wait(attemptId = '') {
    return (await auth.waitForSignIn(attemptId)).status
  },
  async notes() {
    const response = await auth.fetch(`${server}/notes`)
    return response.ok ? (await response.json()).notes.join('\n') : `nobody is signed in: ${response.status}`
  },
  async leave() {
    await auth.signOut()
    return 'signed out'
  },
}

const [screen = '', ...words] = process.argv.slice(2)
console.log(await (screens[screen]?.(...words) ?? 'There is no such screen.'))

function keychain(path: string): ClientStorage {
  const read = (): Record<string, string> => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {})
  const write = (all: Record<string, string>): void => writeFileSync(path, JSON.stringify(all), { mode: 0o600 })
  return {
    get: async (key) => read()[key],
    set: async (key, value) => write({ ...read(), [key]: value }),
    async remove(key) {
      const { [key]: _, ...rest } = read()
      write(rest)
    },
  }
}
