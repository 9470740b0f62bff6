// Guides for people who come from elsewhere, typed as they are printed.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { findCurl, ownCurl, walkGuide } from './guide.ts'

const run = promisify(execFile)

test.each(['from-fastauth', 'from-authfort', 'from-authbase', 'from-1auth', 'from-fusionauth', 'api'])(
  'docs/guides/%s.md: each command gives the answer that is printed',
  async (name) => walkGuide(`docs/guides/${name}.md`),
)

// A machine without curl types the guides with ours: the two say and show the same.
test('our own curl sends what curl sends and prints what curl prints', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-curl-'))
  const curls = [join(ownCurl(folder), 'curl'), findCurl()].filter((path) => path !== undefined)
  const server = createServer((request, response) => void echo(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    for (const [at, curl] of curls.entries()) {
      const say = async (...args: string[]): Promise<string> =>
        (await run(curl, ['-s', ...args], { cwd: folder })).stdout
      const jar = `jar-${at}.txt`
      expect(await say(`${url}/a?b=c`)).toBe('GET /a?b=c - - -')
      expect(await say('-X', 'POST', `${url}/a`, '-w', ' %{http_code}')).toBe('POST /a - - - 200')
      expect(await say(`${url}/a`, '-d', 'x=1')).toBe('POST /a application/x-www-form-urlencoded - x=1')
      expect(await say(`${url}/a`, '-H', 'Content-Type: application/json', '-d', '{"x": 1}')).toBe(
        'POST /a application/json - {"x": 1}',
      )
      expect(await say('-c', jar, '-b', jar, `${url}/set`)).toBe('GET /set - - -')
      expect(await say('-b', jar, `${url}/a`)).toBe('GET /a - one=1 -')
      expect(await say('-i', '-c', jar, '-b', jar, `${url}/unset`)).toMatch(
        /^HTTP\/1\.1 200 OK\r\n(?:.*\r\n)*set-cookie: one=; Max-Age=0\r\n(?:.*\r\n)*\r\nGET \/unset - one=1 -$/i,
      )
      expect(await say('-b', jar, `${url}/a`)).toBe('GET /a - - -')
    }
  } finally {
    server.close()
    rmSync(folder, { recursive: true })
  }
})

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = '', headers } = request
  let body = ''
  for await (const chunk of request) body += String(chunk)
  if (url === '/set') response.setHeader('set-cookie', 'one=1')
  if (url === '/unset') response.setHeader('set-cookie', 'one=; Max-Age=0')
  const shown = [headers['content-type'], headers.cookie, body].map((text) => text || '-')
  response.end([method, url, ...shown].join(' '))
}
