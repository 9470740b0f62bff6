/**
 * A client of `/api/v1`, typed by the routes themselves: `src/client/operations.generated.ts` is written from them. It
 * needs `fetch` and nothing else, so that it runs wherever a key may be kept. Browsers are no such place.
 */
import type { CallOptions, Listing, Operation, Page } from './call.ts'
import { type Client, operations } from './operations.generated.ts'
import { ApiProblem, type ProblemBody } from './problem.ts'

export type { CallOptions, Listing, Page } from './call.ts'
export type * from './operations.generated.ts'
export { ApiProblem } from './problem.ts'

export interface ClientOptions {
  /** Where the server is: `https://sign-in.example.com`. */
  readonly url: string
  /** An API key: `postern_key_…`. */
  readonly key: string
  /** The tenant that calls are for, where the key is not of one tenant. */
  readonly tenant?: string
  /** How often a call is repeated that got no answer, or 429 or 503. 2 by default. */
  readonly retries?: number
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
}

export function createClient(options: ClientOptions): Client {
  const chapters: Record<string, Record<string, (...given: readonly unknown[]) => unknown>> = {}
  for (const [id, operation] of Object.entries<Operation>(operations)) {
    const [chapter = '', name = ''] = id.split('.')
    chapters[chapter] = { ...chapters[chapter], [name]: (...given) => called(options, operation, given) }
  }
  return chapters as unknown as Client
}

function called(options: ClientOptions, operation: Operation, given: readonly unknown[]): unknown {
  const [method, path, takes] = operation
  const names = [...path.matchAll(/:(\w+)/g)].length
  const value = takes === 'nothing' ? undefined : given[names]
  const more = (given[takes === 'nothing' ? names : names + 1] ?? {}) as CallOptions
  const asked: Asked = {
    method,
    path: filled(path, given.slice(0, names)),
    ...(takes === 'body' ? { body: value ?? {} } : { query: (value ?? {}) as Query }),
    more: method === 'POST' ? { idempotencyKey: crypto.randomUUID(), ...more } : more,
  }
  return takes === 'list' ? listing(options, asked) : send(options, asked)
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>

interface Asked {
  readonly method: string
  readonly path: string
  readonly query?: Query
  readonly body?: unknown
  readonly more: CallOptions
}

function filled(path: string, values: readonly unknown[]): string {
  const left = [...values]
  return path.replace(/:\w+/g, (name) => {
    const value = left.shift()
    // With nothing in its place, or dots, it would be another path.
    if (typeof value !== 'string' || ['', '.', '..'].includes(value))
      throw new TypeError(`${path} wants ${name} as text`)
    return encodeURIComponent(value)
  })
}

function listing(options: ClientOptions, asked: Asked): Listing<unknown> {
  const page = (after?: string): Promise<Page<unknown>> =>
    send(options, { ...asked, query: { ...asked.query, ...(after !== undefined && { after }) } }) as Promise<
      Page<unknown>
    >
  return {
    // oxlint-disable-next-line unicorn/no-thenable -- a page where it is awaited is what a listing is
    then: (onPage, onFault) => page().then(onPage, onFault),
    async *[Symbol.asyncIterator]() {
      let after: string | undefined
      do {
        const { items, next } = await page(after)
        yield* items
        after = next
      } while (after !== undefined)
    },
  }
}

async function send(options: ClientOptions, asked: Asked): Promise<unknown> {
  const { retries = 2 } = options
  for (let tried = 0; ; tried++) {
    const answer = await attempt(options, asked).catch((fault: unknown) => {
      if (tried >= retries || asked.more.signal?.aborted === true) throw fault
      return undefined
    })
    if (answer?.ok) return contentOf(answer)
    const isForLater = answer === undefined || answer.status === 429 || answer.status === 503
    if (answer && (!isForLater || tried >= retries)) throw await problemOf(answer)
    await pause(waitOf(answer, tried), asked.more.signal)
  }
}

function attempt({ url, key, tenant, fetch: ask = fetch }: ClientOptions, asked: Asked): Promise<Response> {
  const { method, path, query = {}, body, more } = asked
  const target = new URL(path, url)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) target.searchParams.set(name, String(value))
  }
  const named = more.tenant ?? tenant
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${key}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(named !== undefined && { 'postern-tenant': named }),
    ...(more.ifMatch !== undefined && { 'if-match': `"${more.ifMatch}"` }),
    ...(more.idempotencyKey !== undefined && { 'idempotency-key': more.idempotencyKey }),
  }
  const init: RequestInit = { method, headers, redirect: 'error' }
  if (body !== undefined) init.body = JSON.stringify(body)
  if (more.signal) init.signal = more.signal
  return ask(target.href, init)
}

function contentOf(answer: Response): unknown {
  if (answer.status === 204) return undefined
  // An export is lines of JSON, which are read one by one.
  return answer.headers.get('content-type')?.startsWith('application/json') ? answer.json() : answer.text()
}

async function problemOf(answer: Response): Promise<ApiProblem> {
  const body = (await answer.json().catch(() => ({}))) as ProblemBody
  return new ApiProblem(answer.status, body, retryAfter(answer))
}

const retryAfter = (answer: Response): number | undefined => {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : undefined
}

/** Half a minute at most: whoever is told to wait longer decides for himself. */
function waitOf(answer: Response | undefined, tried: number): number {
  const asked = answer && retryAfter(answer)
  return Math.min(30_000, asked === undefined ? 200 * 2 ** tried : asked * 1000)
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}
