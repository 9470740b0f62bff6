/**
 * One exchange with the issuer's side, bounded in time and size, following no redirect. Every trouble is an `Error`
 * whose message may be logged: it names the URL of the configuration, never what was sent.
 */
import type { Ask } from './options.ts'

export interface Exchange {
  readonly ask: Ask
  readonly url: string
  readonly init?: RequestInit
  readonly timeLimit: number
  /** In bytes. */
  readonly sizeLimit: number
}

export async function fetchJson({ ask, url, init, timeLimit, sizeLimit }: Exchange): Promise<unknown> {
  const signal = AbortSignal.timeout(timeLimit)
  try {
    // `error` would do for redirects, but not every edge runtime has it.
    const response = await ask(url, { ...init, redirect: 'manual', signal })
    if (response.status === 200) return parse(await readText(response, sizeLimit))
    await response.body?.cancel()
    throw new Error(response.status === 0 ? 'a redirect' : `status ${response.status}`)
  } catch (error) {
    const why = signal.aborted ? `no answer within ${timeLimit} ms` : told(error)
    throw new Error(`${url}: ${why}`, { cause: error })
  }
}

async function readText(response: Response, sizeLimit: number): Promise<string> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true }
    if (done) return text + decoder.decode()
    size += value.length
    if (size > sizeLimit) {
      await reader?.cancel()
      throw new Error(`more than ${sizeLimit} bytes`)
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** Without the parser's own words, which quote the answer. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('no JSON')
  }
}

function told(error: unknown): string {
  return error instanceof Error ? error.message : 'unreachable'
}
