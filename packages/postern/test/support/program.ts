/** A program: it sends JSON and neither `Sec-Fetch-Site` nor `Origin`. It keeps its handle, and cookies if told to. */
import { type HeaderFields, mailOf } from './browser.ts'
import { createJar, type Jar } from './jar.ts'
import type { Mail } from './mail.ts'
import { type Reply, readReply } from './reply.ts'
import { base, type World } from './world.ts'

export interface ProgramOptions {
  readonly peer?: string
  /** Keeps cookies, as `curl -b -c` does. */
  readonly keepsCookies?: boolean
}

export interface Program {
  readonly jar: Jar
  post(path: string, body?: object, headers?: HeaderFields): Promise<Reply>
  get(path: string, headers?: HeaderFields): Promise<Reply>
  request(email: string, more?: object): Promise<Mail & { readonly handle: string; readonly number: string }>
}

export function createProgram(world: World, { peer, keepsCookies = false }: ProgramOptions = {}): Program {
  const jar = createJar()
  const send = async (path: string, init: RequestInit, headers: HeaderFields): Promise<Reply> => {
    const cookie = jar.header()
    const url = `${world.origin}${base}${path}`
    const all = { 'user-agent': 'curl/8.5.0', accept: '*/*', host: new URL(url).host, ...(cookie ? { cookie } : {}) }
    const reply = await readReply(
      await world.handle(new Request(url, { ...init, headers: { ...all, ...headers } }), peer),
    )
    if (keepsCookies) jar.take(reply.cookies)
    return reply
  }
  const program: Program = {
    jar,
    post: (path, body = {}, headers = {}) =>
      send(path, { method: 'POST', body: JSON.stringify(body) }, { 'content-type': 'application/json', ...headers }),
    get: (path, headers = {}) => send(path, {}, headers),
    async request(email, more = {}) {
      const reply = await program.post('/magic-link', { email, ...more })
      const { handle = '', number = '' } = reply.json
      return { ...(await mailOf(world, reply)), handle, number }
    },
  }
  return program
}
