import { postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { sqlite } from 'postern/sqlite'
import { requireUser } from 'postern/web'

export const port: number = Number(process.env.PORT ?? 3000)
const auth = postern({
  baseUrl: `http://localhost:${port}`,
  secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
  store: sqlite(':memory:'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() },
})

/** `peer` is the address of who calls, where the host knows it. */
export async function handle(request: Request, peer?: string): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname.startsWith('/auth/')) return auth.handler(request, peer === undefined ? {} : { peer })
  if (pathname === '/notes') {
    const user = await requireUser(auth, request)
    return user instanceof Response ? user : new Response(`The notes of ${user.email}`)
  }
  const html = (await auth.getUser(request))
    ? '<form method="post" action="/auth/sign-out"><button>Sign out</button></form>'
    : `<a href="${auth.signInUrl('/notes')}">Sign in</a>`
  return new Response(html, { headers: { 'content-type': 'text/html' } })
}
