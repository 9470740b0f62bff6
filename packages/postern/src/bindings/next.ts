/**
 * `postern/next`: the App Router's route handler, and who is signed in for server components and server actions. It is
 * given Next's own functions, so that it depends on no version of it.
 */
import type { Guard } from './guard.ts'
import { readSetCookie } from './read-set-cookie.ts'
import type { WebHandler } from './web-handler.ts'

/** From `next/headers` and `next/navigation`. */
export interface NextFunctions {
  readonly headers: () => Promise<Pick<Headers, 'get'>>
  readonly cookies: () => Promise<{ set(name: string, value: string, options: NextCookieOptions): unknown }>
  readonly redirect: (url: string) => never
}

export interface NextCookieOptions {
  readonly path?: string
  readonly maxAge?: number
  readonly httpOnly?: boolean
  readonly secure?: boolean
  readonly sameSite?: 'lax' | 'strict' | 'none'
}

export type RouteHandler = (request: Request) => Promise<Response>
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

export interface NextBinding<U> {
  /** `export const { GET, POST, … } = handlers` in `app/auth/[...postern]/route.ts`. */
  readonly handlers: Readonly<Record<Method, RouteHandler>>
  /** Who is signed in, or `null`. Reads the request's headers when it is called, and not before. */
  getUser(): Promise<U | null>
  /** The user; whoever is none is redirected to the sign-in page, and comes back to `returnTo`. */
  requireUser(returnTo?: string): Promise<U>
  /** Sets the cookies of a programmatic result. For server actions and route handlers: components can set none. */
  applyCookies(result: { readonly headers: Headers }): Promise<void>
}

export function forNext<U>(
  auth: Guard<U> & { readonly handler: WebHandler },
  { headers, cookies, redirect }: NextFunctions,
): NextBinding<U> {
  const handle: RouteHandler = (request) => auth.handler(request)
  const getUser = async (): Promise<U | null> => auth.getUser(callerOf(await headers()))
  return {
    handlers: { GET: handle, HEAD: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle, OPTIONS: handle },
    getUser,
    requireUser: async (returnTo) => (await getUser()) ?? redirect(auth.signInUrl(returnTo)),
    async applyCookies(result) {
      const jar = await cookies()
      for (const line of result.headers.getSetCookie()) {
        const { name, value, options } = readSetCookie(line)
        jar.set(name, value, options)
      }
    },
  }
}

/** What tells who somebody is. Next's own object wears the look of `Headers` and is something else inside. */
function callerOf(given: Pick<Headers, 'get'>): Headers {
  const headers = new Headers()
  for (const name of ['cookie', 'authorization']) {
    const value = given.get(name)
    if (value !== null) headers.set(name, value)
  }
  return headers
}
