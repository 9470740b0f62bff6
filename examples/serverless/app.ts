import { type Postern, postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { sqlite } from 'postern/sqlite'
import { requireUser } from 'postern/web'

/** `waitUntil` is the host's: it keeps the process awake until the work is done, after the answer went out. */
export function createAuth(waitUntil: (work: Promise<unknown>) => void): Postern {
  return postern({
    baseUrl: process.env.APP_URL ?? 'http://localhost:3000',
    secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
    store: sqlite(process.env.DATABASE ?? ':memory:'), // on the internet: postgres(process.env.DATABASE_URL)
    mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() }, // on the internet: smtp(process.env.SMTP_URL)
    background: waitUntil,
    chores: { secret: process.env.CHORES_SECRET ?? 'thirty-two-bytes-for-development' },
  })
}

export async function handle(auth: Postern, request: Request): Promise<Response> {
  if (new URL(request.url).pathname.startsWith('/auth/')) return auth.handler(request)
  const user = await requireUser(auth, request)
  return user instanceof Response ? user : new Response(`The notes of ${user.email}`)
}
