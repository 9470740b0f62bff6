/** A mail that comes back: out by a real mail server, its envelope as that server saw it, and in again as a report. */
import { afterEach, expect, test } from 'vitest'
import { buildTransport } from '../src/transports/build-transport.ts'
import { browser } from './browser.ts'
import { type MailServer, mailServer } from './mail-server.ts'
import { cleanUp, host, start } from './process.ts'
import { postfix } from './returned-mails.ts'

const returnPath = 'bounces@acme.example'
const secret = 'relay:a-secret-of-its-own'
const rootKey = 'a-root-key-of-thirty-two-letters-or-more'
const servers: MailServer[] = []

afterEach(async () => {
  await cleanUp()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function mail(): Promise<MailServer> {
  const server = await mailServer()
  servers.push(server)
  return server
}

const rowIn = (raw: string): string => /^Message-ID: <([^@]+)@/m.exec(raw)?.[1] ?? ''

test('a mail that the installation’s mail server gives back is told in the story of its attempt', async () => {
  const smtp = await mail()
  const env = {
    SMTP_URL: smtp.url,
    MAIL_RETURN_PATH: returnPath,
    MAIL_NOTICE_SECRET: secret,
    POSTERN_ROOT_KEY: rootKey,
  }
  const { url, stdout, stderr, stop } = await start({ env })
  const ann = browser(url, host)
  const attemptId = (await ann.ask('/auth/magic-link', { json: { email: 'ann@example.com' } })).json()['attemptId']
  const { from, envelope, raw } = await smtp.next('ann@example.com')
  expect([from, envelope]).toEqual([returnPath, rowIn(raw)])
  expect(raw).toMatch(/^From: Acme <no-reply@acme\.example>\r?$/m)

  const report = postfix({ message: rowIn(raw), to: 'ann@example.com', envelope: rowIn(raw) })
  // As `curl --data-binary @- --user …` sends it.
  const post = (password: string) =>
    browser(url, host).ask('/hooks/mail/smtp/default', {
      method: 'POST',
      text: report,
      headers: {
        authorization: `Basic ${btoa(password)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    })
  expect((await post('relay:another-secret-of-its-own')).status).toBe(401)
  expect((await post(secret)).json()).toEqual({ noted: 1 })
  const told = await browser(url, host).ask(`/api/v1/attempts/${String(attemptId)}`, {
    headers: { authorization: `Bearer ${rootKey}` },
  })
  expect(told.json()['verdict']).toMatchObject({ code: 'bounced' })
  await stop()
  expect(stdout() + stderr()).not.toContain(secret)
})

test('a tenant’s transport gives mails its own return path', async () => {
  const smtp = await mail()
  const value = { id: 'main', kind: 'smtp', host: '127.0.0.1', port: smtp.port, returnPath } as const
  const safeSend = () => Promise.reject(new Error('no URL is called'))
  const transport = buildTransport({ value, secret: '', safeSend, development: true, now: () => 0 as never })
  const message = '01kz3v9m4qe7x2c5b8n1d6f0ga'
  await transport.send(
    {
      messageId: `<${message}@acme.example>`,
      from: { name: 'Acme', address: 'no-reply@acme.example' },
      to: 'ann@example.com',
      subject: 'Test',
      text: 'Test',
      html: '<p>Test</p>',
      facts: { kind: 'custom' },
    },
    AbortSignal.timeout(10_000),
  )
  await transport.close?.()
  expect(smtp.taken).toMatchObject([{ from: returnPath, to: 'ann@example.com', envelope: message }])
})
