/** Where the kit knocks: the handler itself, an application around it, or a server that listens somewhere. */

/** An application as a function, such as Hono's `app.fetch`, or the origin of a server that listens. */
export type MountTarget = string | URL | ((request: Request) => Response | Promise<Response>)

export interface Mount {
  use(target: MountTarget): void
  /** The call as it was made, whatever host its address names: a redirect is an answer and not followed. */
  send(url: string, init?: RequestInit): Promise<Response>
}

export function createMount(first: MountTarget): Mount {
  let target = first
  return {
    use: (other) => {
      target = other
    },
    async send(url, init = {}) {
      if (typeof target === 'function') return target(new Request(url, withHost(url, init)))
      const { pathname, search } = new URL(url)
      return fetch(new URL(pathname + search, target), { ...init, redirect: 'manual' })
    },
  }
}

/** Node's `Request` takes no `Host` from its address; a server always sees one. */
function withHost(url: string, init: RequestInit): RequestInit {
  const headers = new Headers(init.headers)
  if (!headers.has('host')) headers.set('host', new URL(url).host)
  return { ...init, headers, redirect: 'manual' }
}
