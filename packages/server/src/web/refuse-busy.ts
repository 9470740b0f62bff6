/** 503, made beforehand: a problem for programs, a few words for whoever looks at a page. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { problemReply } from 'postern/kit'

interface Refusal {
  readonly headers: OutgoingHttpHeaders
  readonly body: string
}

const style =
  'body{margin:25vh auto 0;padding:0 1rem;max-width:24rem;font:1rem/1.5 system-ui,sans-serif;text-align:center}h1{font-size:1.75rem}'
const styleHash = createHash('sha256').update(style).digest('base64')

const { body: said } = problemReply('busy')
const problem = refusal('application/problem+json', typeof said === 'string' ? said : '')

const page = refusal(
  'text/html; charset=utf-8',
  `<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>We are busy</title>
<style>${style}</style>
<h1>We are busy</h1>
<p>Nothing was sent, and nothing is lost. Try it again in a few seconds.</p>
</html>
`,
)

export function refuseBusy({ headers }: IncomingMessage, outgoing: ServerResponse): void {
  const { headers: ours, body } = headers.accept?.includes('text/html') ? page : problem
  outgoing.writeHead(503, ours)
  outgoing.end(body)
}

function refusal(type: string, body: string): Refusal {
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'retry-after': '1',
  }
  return { headers, body }
}
