/** An application's types, as a consumer's compiler sees them: nothing of it is `any`, and what is wrong does not compile. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Hono } from 'hono'
import { type PosternUser, postern } from 'postern'
import { requireUser as inExpress } from 'postern/express'
import { requireUser as inFastify, posternPlugin } from 'postern/fastify'
import { requireUser as inHono, withUser } from 'postern/hono'
import { requireUser as inKoa, routes } from 'postern/koa'
import { forNext } from 'postern/next'
import { requireUser as inNode, isOurs } from 'postern/node'
import { smtp } from 'postern/smtp'
import { sqlite } from 'postern/sqlite'
import { requireUser as inWeb } from 'postern/web'

type IsAny<T> = 0 extends 1 & T ? true : false
type Is<T, U> = [T, U] extends [U, T] ? (IsAny<T> extends true ? false : true) : false
const so = <_T extends true>(): void => undefined

export const auth = postern({
  baseUrl: 'https://app.example.com',
  secret: 'a secret of thirty-two bytes, and then some',
  store: sqlite('./app.db'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: smtp('smtp://localhost') },
  roles: ['admin', 'member'],
  background: (work: Promise<unknown>) => void work,
  chores: { secret: 'a-chores-secret-of-thirty-two-bytes' },
})

type User = PosternUser<'admin' | 'member'>

export const app = new Hono()
  .route('/auth', auth.hono)
  .get('/notes', inHono(auth), (c) => {
    const user = c.get('user')
    so<Is<typeof user, User>>()
    return c.text(user.roles.includes('admin') ? 'all' : 'yours')
  })
  .get('/', withUser(auth), (c) => c.text(c.get('user')?.email ?? 'nobody'))

export async function onTheWeb(request: Request): Promise<Response> {
  const user = await inWeb(auth, request)
  if (user instanceof Response) return user
  so<Is<typeof user, User>>()
  // @ts-expect-error nobody has that role
  return new Response(user.roles.includes('owner') ? '' : user.email)
}

export async function onNode(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (isOurs(auth, request)) return auth.node(request, response)
  const user = await inNode(auth, request, response)
  so<Is<typeof user, User | undefined>>()
  const found = await auth.getUser(request)
  so<Is<typeof found, User | null>>()
}

const { getUser } = forNext(auth, {
  headers: async () => new Headers(),
  cookies: async () => ({ set: () => undefined }),
  redirect: (url: string): never => {
    throw new Error(url)
  },
})
so<Is<Awaited<ReturnType<typeof getUser>>, User | null>>()
export const middleware: readonly unknown[] = [
  inExpress(auth),
  inFastify(auth),
  posternPlugin(auth),
  inKoa(auth),
  routes(auth),
]
