/**
 * Postern as its guide mounts it on Node, through its public door only. Limits are off, as they are for the others, and so
 * are mails about new devices; the mail hook is a transport, so rendering the mail is part of what is measured.
 */
import { createServer } from 'node:http'
import { type PosternOptions, postern, type Transport } from 'postern'
import { baseUrl } from './address.ts'
import { database } from './database.ts'
import { folder } from './folder.ts'
import { host } from './host.ts'
import { mailPipe } from './mail-pipe.ts'
import { openStore } from './open-store.ts'

const hook = mailPipe()

const transport: Transport = {
  name: 'bench',
  channel: 'mail',
  async send({ to, facts }) {
    if (facts.link !== undefined) hook(to, tokenOf(facts.link))
    return { kind: 'taken' }
  },
}

export async function servePostern(mode: NonNullable<PosternOptions['mode']>): Promise<void> {
  const auth = postern({
    baseUrl,
    secret: 'a secret of the bench, at least 32 letters long',
    store: await openStore(database(), folder()),
    mail: { from: 'Bench <bench@example.com>', transport },
    mode,
    signUp: 'open',
    limits: 'off',
    // The others tell nobody of a new device.
    newDeviceMail: false,
  })
  host(createServer(auth.node), () => auth.close())
}

/** The link ends in `/<attempt id>#<secret>`; on the wire the two are one token. */
function tokenOf(link: string): string {
  const { pathname, hash } = new URL(link)
  return `${pathname.slice(pathname.lastIndexOf('/') + 1)}.${hash.slice(1)}`
}
