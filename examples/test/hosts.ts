/**
 * One application in each framework, mounted as its users would: with or without the usual body parser, at whatever path
 * the framework sees. Each listens on the port it is given.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { serve } from '@hono/node-server'
import { bodyParser } from '@koa/bodyparser'
import express from 'express'
import express4 from 'express-4'
import Fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import mount from 'koa-mount'
import type { Postern } from 'postern'
import { requireUser as forExpress, withUser as withExpress } from 'postern/express'
import { requireUser as forFastify, posternPlugin, withUser as withFastify } from 'postern/fastify'
import { requireUser as forHono, withUser as withHono } from 'postern/hono'
import { requireUser as forKoa, routes, withUser as withKoa } from 'postern/koa'
import { requireUser as forNode } from 'postern/node'
import { requireUser as forWeb } from 'postern/web'

export interface Mounting {
  readonly auth: Postern
  readonly port: number
  /** What reads every body first. */
  readonly parser: Parser | undefined
  /** The path at which the framework sees the routes. */
  readonly at: string
}

export type Parser = 'parsed' | 'text' | 'bytes'

/** Starts to listen. Answers how to stop. */
export type Host = (mounting: Mounting) => Promise<() => Promise<void>>

const front = (auth: Postern, user: unknown): string =>
  user ? 'Sign out' : `<a href="${auth.signInUrl('/notes')}">Sign in</a>`

const onExpress5: Host = async ({ auth, port, parser, at }) => {
  const app = express()
  if (parser === 'parsed') app.use(express.json(), express.urlencoded({ extended: true }))
  if (parser === 'text') app.use(express.text({ type: '*/*' }))
  if (parser === 'bytes') app.use(express.raw({ type: '*/*' }))
  app.use(at, auth.node)
  app.get('/', withExpress(auth), (request, response) => void response.send(front(auth, request.user)))
  app.get('/notes', forExpress(auth), (request, response) => void response.send(`Notes of ${request.user?.email}`))
  return listening(createServer(app), port)
}

const onExpress4: Host = async ({ auth, port, parser, at }) => {
  const app = express4()
  if (parser === 'parsed') app.use(express4.json(), express4.urlencoded({ extended: true }))
  if (parser === 'text') app.use(express4.text({ type: '*/*' }))
  if (parser === 'bytes') app.use(express4.raw({ type: '*/*' }))
  app.use(at, auth.node)
  app.get('/', withExpress(auth), (request, response) => void response.send(front(auth, request.user)))
  app.get('/notes', forExpress(auth), (request, response) => void response.send(`Notes of ${request.user?.email}`))
  return listening(createServer(app), port)
}

/** As deep in routers as a large application has it. */
const inRouters: Host = async ({ auth, port, at }) => {
  const app = express()
  const [, outer = '', inner = ''] = /^(\/[^/]+)(.*)$/.exec(at) ?? []
  const router = express.Router()
  router.use(inner === '' ? '/' : inner, auth.node)
  app.use(outer, router)
  const pages = express.Router()
  pages.get('/', withExpress(auth), (request, response) => void response.send(front(auth, request.user)))
  pages.get('/notes', forExpress(auth), (request, response) => void response.send(`Notes of ${request.user?.email}`))
  app.use('/', pages)
  return listening(createServer(app), port)
}

const onFastify: Host = async ({ auth, port, parser, at }) => {
  const app = Fastify()
  // JSON and text are parsed by default; forms are not.
  if (parser)
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
    )
  await app.register(posternPlugin(auth), { at })
  app.get('/', { preHandler: withFastify(auth) }, async (request) => front(auth, userOf(request)))
  app.get('/notes', { preHandler: forFastify(auth) }, async (request) => `Notes of ${userOf(request)?.email}`)
  app.post('/echo', async (request) => ({ body: request.body }))
  await app.listen({ port, host: '127.0.0.1' })
  return async () => {
    app.server.closeAllConnections()
    await app.close()
  }
}

const userOf = (request: object): { readonly email: string } | null =>
  'user' in request ? (request.user as { readonly email: string } | null) : null

const onKoa: Host = async ({ auth, port, parser, at }) => {
  const app = new Koa()
  // Koa would print that a caller hung up.
  app.silent = true
  if (parser) app.use(bodyParser({ enableTypes: ['json', 'form', 'text'] }))
  app.use(routes(auth, { at }))
  app.use(koaPages(auth))
  return listening(createServer(app.callback() as RequestListener), port)
}

const inKoaMount: Host = async ({ auth, port, at }) => {
  const app = new Koa()
  app.use(mount(at, routes(auth, { at: '' })))
  app.use(koaPages(auth))
  return listening(createServer(app.callback() as RequestListener), port)
}

function koaPages(auth: Postern): Koa.Middleware {
  return async (context) => {
    if (context.path === '/')
      await withKoa(auth)(context, async () => {
        context.body = front(auth, context.state['user'])
      })
    if (context.path === '/notes')
      await forKoa(auth)(context, async () => {
        context.body = `Notes of ${context.state['user'].email}`
      })
  }
}

const onHono: Host = async ({ auth, port, parser, at }) => {
  const app = new Hono()
  app.use(async (c, next) => {
    if (c.req.method === 'POST') {
      if (parser === 'text') await c.req.text()
      if (parser === 'bytes') await c.req.arrayBuffer()
      if (parser === 'parsed') await (c.req.header('content-type')?.includes('json') ? c.req.json() : c.req.parseBody())
    }
    await next()
  })
  app.route(at, auth.hono)
  app.get('/', withHono(auth), (c) => c.html(front(auth, c.get('user'))))
  app.get('/notes', forHono(auth), (c) => c.text(`Notes of ${c.get('user').email}`))
  return served(app.fetch, port)
}

const onNode: Host = async ({ auth, port, at }) => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? ''
    if (path.startsWith(`${at}/`)) return auth.node(request, response)
    if (path === '/') return void response.end(front(auth, await auth.getUser(request)))
    const user = await forNode(auth, request, response)
    if (user) response.end(`Notes of ${user.email}`)
  }
  return listening(
    createServer((request, response) => void answer(request, response)),
    port,
  )
}

const onWeb: Host = async ({ auth, port, at }) =>
  served(async (request, env) => {
    const { pathname } = new URL(request.url)
    const peer = env.incoming.socket.remoteAddress
    if (pathname.startsWith(`${at}/`)) return auth.handler(request, peer === undefined ? {} : { peer })
    if (pathname === '/') return new Response(front(auth, await auth.getUser(request)))
    const user = await forWeb(auth, request)
    return user instanceof Response ? user : new Response(`Notes of ${user.email}`)
  }, port)

export const hosts: Readonly<Record<string, Host>> = {
  'Express 5': onExpress5,
  'Express 4': onExpress4,
  Fastify: onFastify,
  Koa: onKoa,
  Hono: onHono,
  'node:http': onNode,
  'a Web host': onWeb,
}

/** What users have read every body in those that can. */
export const parsing: readonly (readonly [string, Host, Parser])[] = [
  ['Express 5', onExpress5, 'parsed'],
  ['Express 5', onExpress5, 'text'],
  ['Express 5', onExpress5, 'bytes'],
  ['Express 4', onExpress4, 'parsed'],
  ['Express 4', onExpress4, 'text'],
  ['Express 4', onExpress4, 'bytes'],
  ['Fastify', onFastify, 'parsed'],
  ['Koa', onKoa, 'parsed'],
  ['Hono', onHono, 'parsed'],
  ['Hono', onHono, 'text'],
  ['Hono', onHono, 'bytes'],
]

export const nesting: Readonly<Record<string, Host>> = { 'routers in Express': inRouters, 'koa-mount': inKoaMount }

function served(
  fetch: (request: Request, env: { incoming: IncomingMessage }) => Response | Promise<Response>,
  port: number,
): Promise<() => Promise<void>> {
  return new Promise((resolve) => {
    const server = serve({ fetch: fetch as never, port, hostname: '127.0.0.1' }, () =>
      resolve(stopped(server as Server)),
    )
  })
}

async function listening(server: Server, port: number): Promise<() => Promise<void>> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return stopped(server)
}

function stopped(server: Server): () => Promise<void> {
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
}
