import { postern } from 'postern'
import { sqlite } from 'postern/sqlite'

const auth = postern({
  baseUrl: 'http://localhost:3000',
  secret: 'a secret that is good for development',
  store: sqlite(':memory:'),
  signUp: 'closed',
  mail: { from: 'no-reply@acme.example', deliver: () => {} },
  newDeviceMail: false,
})

auth.on('*', ({ type, reason }) => console.log('    event', type, reason ?? ''))

console.log('nobody yet:', (await auth.createMagicLink('ada@example.com')).status)

const made = await auth.users.create({ email: 'ada@example.com' })
if (made.status !== 'created') throw new Error(made.status)

const link = await auth.createMagicLink('ada@example.com')
if (link.status !== 'created') throw new Error(link.status)

const first = await auth.verifyMagicLink(link.token)
console.log('first time:', first.status, first.status === 'signed-in' && first.user.emailVerified)
console.log('second time:', (await auth.verifyMagicLink(link.token)).status)

const late = await auth.createMagicLink('ada@example.com')
if (late.status !== 'created') throw new Error(late.status)

await auth.users.ban(made.user.id, { reason: 'spam' })
console.log('link from before the ban:', (await auth.verifyMagicLink(late.token)).status)
console.log('link after the ban:', (await auth.createMagicLink('ada@example.com')).status)
console.log('sessions:', (await auth.sessions.list(made.user.id)).length)

await auth.users.unban(made.user.id)
console.log('the same link, unbanned:', (await auth.verifyMagicLink(late.token)).status)

await auth.close()
