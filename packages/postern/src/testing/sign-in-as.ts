/** Signs somebody in the way people do: a mail is asked for, it comes, its link is redeemed. */
import type { PosternUser, UserData } from '../nouns/public-user.ts'
import type { Postern } from '../postern.ts'
import type { Jar } from './jar.ts'
import type { Mount } from './mount.ts'
import type { InboxTransport } from './test-inbox.ts'
import { createVisitor, type Reply } from './visitor.ts'

export interface SignedIn<Role extends string = string, Data extends object = UserData> {
  readonly user: PosternUser<Role, Data>
  /** The header `cookie`, empty in bearer mode. */
  readonly cookie: string
  /** For any client: `cookie`, or `authorization` in bearer mode. */
  readonly headers: Readonly<Record<string, string>>
  /** Calls your application as her. A path is below the base URL's origin. */
  fetch(input: string | URL, init?: RequestInit): Promise<Response>
}

export interface SignInGround<Role extends string, Data extends object> {
  readonly auth: Postern<Role, Data>
  readonly mount: Mount
  readonly inbox: InboxTransport
  readonly baseUrl: string
  /** The browser that everybody signed in with before, by her address: one that knows her sends no mail of its own. */
  readonly browsers: Map<string, Jar>
}

export async function signInThrough<Role extends string, Data extends object>(
  ground: SignInGround<Role, Data>,
  email: string,
): Promise<SignedIn<Role, Data>> {
  const { auth, mount, inbox, baseUrl, browsers } = ground
  const jar = browsers.get(email.toLowerCase())?.only(/postern-browser/)
  const visitor = createVisitor(mount, jar ? { jar } : {})
  const asked = await visitor.post(`${baseUrl}/magic-link`, { email })
  const id = asked.json['attemptId']
  if (typeof id !== 'string') throw refused(email, 'asking for a mail', asked)
  const { token } = await inbox.nextOf(id, email)
  const done = await visitor.post(`${baseUrl}/magic-link/verify`, { token })
  if (done.status !== 200 || done.json['status'] !== 'signed-in') throw refused(email, 'redeeming the link', done)
  browsers.set(email.toLowerCase(), visitor.jar)
  const bearer = bearerOf(done)
  const cookie = bearer ? '' : (visitor.jar.header() ?? '')
  const headers: Readonly<Record<string, string>> = bearer ?? { cookie }
  const user = await auth.getUser(new Headers(headers))
  if (user === null) throw new Error(`${email} was signed in, and getUser knows nobody by what she got`)
  return {
    user,
    cookie,
    headers,
    async fetch(input, init = {}) {
      const all = new Headers(init.headers)
      for (const [name, value] of Object.entries(headers)) if (!all.has(name)) all.set(name, value)
      return mount.send(new URL(input, new URL(baseUrl).origin).href, { ...init, headers: all })
    },
  }
}

function bearerOf({ json }: Reply): { readonly authorization: string } | undefined {
  const tokens = json['tokens'] as { readonly accessToken?: string } | undefined
  return tokens?.accessToken === undefined ? undefined : { authorization: `Bearer ${tokens.accessToken}` }
}

function refused(email: string, act: string, { status, json, text }: Reply): Error {
  const why = typeof json['code'] === 'string' ? json['code'] : text.slice(0, 200)
  const hint = status === 404 ? ' Is the handler mounted at the base path?' : ''
  return new Error(`${email} could not be signed in: ${act} answered ${status} ${why}.${hint}`)
}
