import fc from 'fast-check'
import { expect, test } from 'vitest'
import { complaint, exchange, exim, gmail, postfix } from '../../test/returned-mails.ts'
import { mailReport } from './mail-report.ts'
import type { Notice } from './notice.ts'
import { readSmtp } from './smtp.ts'

const message = '01kz3v9m4qe7x2c5b8n1d6f0ga'
const secret = 'bounces:a secret of theirs'
const authorization = `Basic ${btoa(secret)}`
const reports = [postfix, exchange, gmail, exim, complaint].map((written) => written({ message }))

async function read(body: string): Promise<readonly Notice[]> {
  const reading = await readSmtp({ header: () => authorization, body, now: 0 as never, secret })
  if (reading.kind === 'unverified') throw new Error('the secret was not believed')
  return reading.notices
}

test('a report gives its id, its groups and the head of the mail that came back', async () => {
  const report = await mailReport(postfix({ message, envelope: message }))
  expect(report?.id).toBe('<20261122120003.4T1kX22pQzz9rxN@mx.acme.example>')
  expect(report?.status.map((group) => [...group.keys()])).toEqual([
    ['reporting-mta', 'original-envelope-id', 'x-postfix-queue-id', 'x-postfix-sender', 'arrival-date'],
    ['final-recipient', 'original-recipient', 'action', 'status', 'remote-mta', 'diagnostic-code'],
  ])
  expect(report?.returned?.get('message-id')).toBe(`<${message}@acme.example>`)
  expect(report?.feedback).toBeUndefined()
})

test('what a machine reads is looked for at the beginning, not behind thousands of lines', async () => {
  const after = (words: string) => mailReport(postfix({ message }).replace('This is the mail system', () => words))
  expect((await after('\r\n'.repeat(4_900)))?.status).toHaveLength(2)
  expect((await after('\r\n'.repeat(5_100)))?.status).toEqual([])
  expect((await after('x'.repeat(256 * 1024)))?.status).toEqual([])
})

test('however a report is mangled, it tells of its own mail or of none', async () => {
  const place = fc.nat(3000)
  const noise = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom(
      '\r\n\r\n',
      '\r\n--',
      'Content-Type: multipart/mixed; boundary=',
      'Action: failed',
      '"',
      '=',
      '\u0000',
    ),
  )
  const mangled = fc
    .tuple(fc.constantFrom(...reports), fc.array(fc.tuple(place, place, noise), { maxLength: 4 }))
    .map(([report, cuts]) =>
      cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + (length % 60)), report),
    )
  await fc.assert(
    fc.asyncProperty(mangled, async (mail) => {
      for (const notice of await read(mail)) {
        expect(notice.message).toMatch(/^[0-7][0-9a-z]{25}$/)
        expect(notice.badAddress && !notice.status?.startsWith('5.1.')).toBe(false)
      }
    }),
    { numRuns: 300 },
  )
})

test('cut off anywhere, a report tells what the whole one does, or nothing', async () => {
  for (const report of reports) {
    const [whole] = await read(report)
    expect(whole).toBeDefined()
    for (let end = 0; end < report.length; end += 37) {
      const found = await read(report.slice(0, end))
      expect([0, 1]).toContain(found.length)
      expect(found.map(({ kind, message: about }) => [kind, about])).toEqual(found.map(() => [whole?.kind, message]))
    }
  }
})

test('any text at all is heard', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 500 }), async (text) => {
      expect(await read(text)).toEqual([])
    }),
  )
})
