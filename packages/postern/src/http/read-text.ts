/** The text of a body, no longer than it may be. */
import type { Context } from 'hono'
import { type Env, headerOf } from './headers.ts'

export type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' | 'body-invalid' }

const empty: ReadText = { kind: 'text', text: '' }

export async function readText(c: Context<Env>, maxBytes: number): Promise<ReadText> {
  const length = headerOf(c, 'content-length')
  if (length !== undefined && Number(length) > maxBytes) return { kind: 'too-large' }
  const isBare = headerOf(c, 'transfer-encoding') === undefined && !headerOf(c, 'content-type')
  if (length === '0' || (length === undefined && isBare)) return empty
  // Node's parser holds a caller to the length it named. Elsewhere that is only a claim.
  const isHeld = length !== undefined && c.env?.incoming !== undefined
  const reading = isHeld ? c.req.raw.text() : readCapped(c.req.raw, maxBytes)
  // The caller hung up in the middle: nobody is left to answer, and nothing of ours is at fault.
  const text = await reading.catch(() => null)
  if (text === null) return { kind: 'body-invalid' }
  return text === undefined ? { kind: 'too-large' } : { kind: 'text', text }
}

/** A body whose length nobody vouches for is counted while it comes. */
async function readCapped(request: Request, maxBytes: number): Promise<string | undefined> {
  if (!request.body) return ''
  const decoder = new TextDecoder()
  const reader = request.body.getReader()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
}
