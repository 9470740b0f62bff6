/**
 * Answers as plain data, so that nothing is built twice: on Node they are written straight to the socket, elsewhere they
 * become a `Response`, once. Headers are whole before the answer exists.
 */
import type { ServerResponse } from 'node:http'
import type { Context } from 'hono'
import type { Env } from './headers.ts'

export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** `Set-Cookie` values. */
  readonly cookies: readonly string[]
  readonly body: string | null | ReadableStream<Uint8Array>
}

/** Gives the answer to whoever waits for it. `direct` is there only behind our own Node binding. */
export function give(c: Context<Env>, answer: Answer): Response {
  const direct = c.env?.direct
  const { body } = answer
  if (!direct || direct.headersSent || (body !== null && typeof body !== 'string')) return toResponse(answer)
  writeTo(direct, { ...answer, body })
  return alreadyGiven()
}

let given: Response | undefined

/** How the Node adapter is told that the answer is on its way already. Made at first use: the class is half of fetch. */
function alreadyGiven(): Response {
  given ??= new Response(null, { headers: { 'x-hono-already-sent': 'true' } })
  return given
}

/** An answer that is no stream, written to Node's own. */
export function writeTo(outgoing: ServerResponse, answer: Answer & { readonly body: string | null }): void {
  const { status, headers, cookies, body } = answer
  const length = body === null ? 0 : Buffer.byteLength(body)
  const framed = status === 204 ? { ...headers } : { ...headers, 'content-length': length }
  outgoing.writeHead(status, cookies.length === 0 ? framed : { ...framed, 'set-cookie': beside(outgoing, cookies) })
  outgoing.end(body ?? undefined)
}

/** With those of whoever ran before: `writeHead` puts what it is given in their place. */
function beside(outgoing: ServerResponse, cookies: readonly string[]): string[] {
  const before = outgoing.getHeader('set-cookie') ?? []
  return [...[before].flat().map(String), ...cookies]
}

export function toResponse({ status, headers, cookies, body }: Answer): Response {
  const all = new Headers(headers)
  for (const cookie of cookies) all.append('set-cookie', cookie)
  return new Response(body, { status, headers: all })
}
