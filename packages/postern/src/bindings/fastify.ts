/**
 * `postern/fastify`: the routes as a plugin, and who is signed in as a hook. The routes read bodies themselves, so the
 * parsers of the application stay as they are and never see them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { admit, type Guard } from './guard.ts'
import { isBelow } from './mount.ts'
import type { NodeListener } from './node-listener.ts'

/** As much of Fastify's request as is used here. */
export interface FastifyRequest {
  readonly raw: IncomingMessage
  readonly method: string
  readonly originalUrl: string
}

/** As much of Fastify's reply as is used here. */
export interface FastifyReply {
  readonly raw: ServerResponse
  hijack(): unknown
  code(status: number): unknown
  header(name: string, value: string): unknown
  send(body?: unknown): unknown
}

/** As much of Fastify's instance as is used here. Its own type has more overloads than a smaller one could match. */
interface Instance {
  readonly prefix: string
  hasRequestDecorator(name: string): boolean
  decorateRequest(name: string, value: null): unknown
  register(plugin: (instance: Instance) => Promise<void>, options: { readonly prefix: string }): unknown
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(
    type: string,
    parser: (request: unknown, body: unknown, done: (fault: Error | null) => void) => void,
  ): unknown
  all(path: string, handler: (request: FastifyRequest, reply: FastifyReply) => void): unknown
}

export interface FastifyPluginOptions {
  /** Where the routes are for Fastify, if a proxy takes something off the path. The base path by default. */
  readonly at?: string
}

export type FastifyPlugin = (instance: object, options: FastifyPluginOptions) => Promise<void>

export type FastifyHook = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Mounts the routes at the base path, and makes room for `request.user`. `app.register(posternPlugin(auth))` */
export function posternPlugin(auth: { readonly node: NodeListener; readonly basePath: string }): FastifyPlugin {
  const plugin: FastifyPlugin = async (app, options) => {
    const instance = app as Instance
    const { at = belowPrefix(auth.basePath, instance.prefix) } = options
    if (!instance.hasRequestDecorator('user')) instance.decorateRequest('user', null)
    instance.register(async (routes) => mount(routes, auth.node), { prefix: at })
  }
  // Fastify's word for a plugin whose decorators are meant for the application around it.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true })
}

/** Fastify puts the prefix of the instance it is in before every path. */
function belowPrefix(base: string, prefix: string): string {
  return isBelow(base, prefix) ? base.slice(prefix.length) : base
}

function mount(routes: Instance, node: NodeListener): void {
  routes.removeAllContentTypeParsers()
  routes.addContentTypeParser('*', (_request, _body, done) => done(null))
  const handler = (request: FastifyRequest, reply: FastifyReply): void => {
    reply.hijack()
    node(Object.assign(request.raw, { originalUrl: request.originalUrl }), reply.raw)
  }
  routes.all('/', handler)
  routes.all('/*', handler)
}

/** Sets `request.user`; whoever is not signed in goes to the sign-in page, or gets a 401 problem. */
export function requireUser<U>(auth: Guard<U>): FastifyHook {
  return async (request, reply) => {
    const { raw, method, originalUrl } = request
    const admission = await admit(auth, { from: raw, method, target: originalUrl })
    if (admission.kind === 'admitted') {
      Object.assign(request, { user: admission.user })
      return undefined
    }
    const { status, headers, body } = admission.answer
    reply.code(status)
    for (const [name, value] of Object.entries(headers)) reply.header(name, value)
    reply.send(body ?? undefined)
    return reply
  }
}

/** Sets `request.user` to whoever is signed in, or `null`. Turns nobody away. */
export function withUser<U>(auth: Guard<U>): FastifyHook {
  return async (request) => {
    Object.assign(request, { user: await auth.getUser(request.raw) })
  }
}
