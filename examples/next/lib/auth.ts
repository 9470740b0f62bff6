import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { type Postern, postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { forNext } from 'postern/next'
import { sqlite } from 'postern/sqlite'

function create(): Postern {
  return postern({
    baseUrl: `http://localhost:${process.env.PORT ?? 3000}`,
    secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
    store: sqlite(':memory:'),
    mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() },
  })
}

// Next.js loads a module more than once: one instance for all of them.
const kept = globalThis as { auth?: Postern }
kept.auth ??= create()

export const auth: Postern = kept.auth
export const { handlers, getUser, requireUser, applyCookies } = forNext(auth, { headers, cookies, redirect })
