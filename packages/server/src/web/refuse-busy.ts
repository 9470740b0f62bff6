/** 503, made beforehand: a problem for programs, a few words for whoever looks at a page. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { problemReply } from 'postern/kit'

interface Refusal {
  readonly headers: OutgoingHttpHeaders
  readonly body: string
}

const { body: said } = problemReply('busy')
const problem = refusal('application/problem+json', typeof said === 'string' ? said : '')

const page = refusal(
  'text/html; charset=utf-8',
  `<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width">
<title>Busy</title>
<h1>Busy</h1>
<p>Too many people are at the gate right now. Please try again in a moment.</p>
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
    'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'retry-after': '1',
  }
  return { headers, body }
}
