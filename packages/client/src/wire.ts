/** One call to the server: JSON out, JSON or a problem in. Knows no route and keeps nothing. */
import { PosternClientError } from './error.ts'
import { solveProof } from './proof.ts'

export type Send = (request: Request) => Promise<Response>

/** A plain answer, or an expected problem with its code as `status`. */
export type Reply = { readonly status: string } & Record<string, unknown>

/** What a caller of ours must handle. Every other problem is thrown. */
const expected =
  'limited proof-needed email-invalid confirm-needed code-wrong codes-shut link-unknown link-expired link-used link-superseded attempt-unknown attempt-ended not-approved sign-in-off sign-up-closed address-reserved user-banned user-locked vetoed other-session address-taken addresses-full'.split(
    ' ',
  )

export async function exchange(send: Send, request: Request): Promise<Reply> {
  const response = await answerOf(send, request)
  const body = (await response.json().catch(() => ({}))) as Reply
  if (response.ok) return withResendIn(body, response)
  const { code = 'server-error', detail } = body as { code?: string; detail?: string }
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfter = seconds >= 0 ? { retryAfter: seconds } : {}
  if (!expected.includes(code))
    throw new PosternClientError(code, response.status, { ...(detail && { detail }), ...retryAfter })
  return { ...body, ...retryAfter, status: code }
}

/** By the server's clock, where its answer tells it: a device's own may be minutes off. Its header knows no part of a second. */
function withResendIn(body: Reply, { headers }: Response): Reply {
  const resendAt = body?.['resendAt']
  if (typeof resendAt !== 'string') return body
  const skew = Date.parse(headers.get('date') ?? '') - Date.now()
  const now = Date.now() + (Math.abs(skew) > 2000 ? skew : 0)
  return { ...body, resendIn: Math.ceil((Date.parse(resendAt) - now) / 1000) }
}

/** A refused request whose challenge is solved is sent once more. */
export async function exchangeWithProof(ask: (body: object) => Promise<Reply>, body: object): Promise<Reply> {
  const reply = await ask(body)
  if (reply.status !== 'proof-needed') return reply
  const proof = await solveProof(String(reply['challenge']), Number(reply['bits']))
  return proof ? ask({ ...body, proof }) : reply
}

/** The answer, or `network` where there was none. Who aborts gets his own reason back. */
async function answerOf(send: Send, request: Request): Promise<Response> {
  try {
    return await send(request)
  } catch (cause) {
    if (request.signal?.aborted || cause instanceof PosternClientError) throw cause
    throw new PosternClientError('network', 0, { cause })
  }
}
