import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { afterEach, describe, expect, test } from 'vitest'
import { type SmtpOptions, smtp } from '../../src/adapters/smtp/smtp.ts'
import { parseEmailAddress } from '../../src/domain/email-address.ts'
import type { Rendered } from '../../src/domain/message.ts'
import type { Transport } from '../../src/ports/transport.ts'
import { makeCertificate } from './certificate.ts'
import { startMailSink } from './mail-sink.ts'
import { linkSecret, never, recipient, sampleMail } from './sample-mail.ts'
import { startScriptedServer } from './scripted-server.ts'

const account = { user: 'postern', pass: 'p@ss word/ü' }
const certificate = makeCertificate(['localhost'])
const cleanUp: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close()
})

async function having<T extends { close: () => Promise<void> }>(starting: Promise<T>): Promise<T> {
  const started = await starting
  cleanUp.push(started.close)
  return started
}

function transportTo(port: number, options: Partial<SmtpOptions> = {}): Transport {
  const transport = smtp({ host: '127.0.0.1', port, ...options })
  cleanUp.push(async () => transport.close?.())
  return transport
}

describe('a mail that a server takes', () => {
  test('it arrives as text and HTML with subject, sender, recipient, date and its own Message-ID', async () => {
    const sink = await having(startMailSink())
    const mail = sampleMail()
    const before = Date.now()
    expect(await transportTo(sink.port).send(mail, never)).toMatchObject({ kind: 'taken' })
    const parsed = await PostalMime.parse(sink.mails[0]?.raw ?? '')
    expect(parsed.text?.trimEnd()).toBe(mail.text.trimEnd())
    expect(parsed.html?.trim()).toBe(mail.html)
    expect(parsed.subject).toBe(mail.subject)
    expect(parsed.from).toMatchObject(mail.from)
    expect(parsed.to).toMatchObject([{ address: recipient }])
    expect(parsed.messageId).toBe(mail.messageId)
    expect(Date.parse(parsed.date ?? '')).toBeGreaterThanOrEqual(before - 1000)
  })

  test('its headers are these and no others', async () => {
    const sink = await having(startMailSink())
    await transportTo(sink.port).send(sampleMail(), never)
    const { headers } = await PostalMime.parse(sink.mails[0]?.raw ?? '')
    expect(headers.map((header) => header.key).sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ])
    expect(headers.find((header) => header.key === 'auto-submitted')?.value).toBe('auto-generated')
  })

  test('subject, sender and body in any script arrive as written', async () => {
    const sink = await having(startMailSink())
    const transport = transportTo(sink.port)
    const words = ['Grüße aus Köln', 'サインイン用コード 482931', 'رمز الدخول إلى Acme', '🏰 '.repeat(40).trim()]
    for (const word of words) {
      await transport.send(sampleMail({ subject: word, text: word, from: { ...sampleMail().from, name: word } }), never)
    }
    for (const [at, word] of words.entries()) {
      const raw = sink.mails[at]?.raw ?? ''
      const parsed = await PostalMime.parse(Buffer.from(raw, 'latin1'))
      expect([parsed.subject, parsed.from?.name, parsed.text?.trim()]).toEqual([word, word, word])
      expect(raw.split('\r\n').every((line) => line.length <= 998)).toBe(true)
    }
  })

  test('the reference is the id under which the server queued it', async () => {
    const server = await having(startScriptedServer())
    expect(await transportTo(server.port).send(sampleMail(), never)).toEqual({ kind: 'taken', reference: '4F2A1B' })
  })

  test('a reply that is no id is not kept', async () => {
    const server = await having(startScriptedServer({ dot: `250 thanks for the mail to ${recipient}` }))
    expect(await transportTo(server.port).send(sampleMail(), never)).toEqual({ kind: 'taken' })
  })
})

describe('the recipient (E1, E2)', () => {
  test('a mail to an international domain goes to its A-label, in the envelope and in the header', async () => {
    const server = await having(startScriptedServer())
    const to = parseEmailAddress('Ada@bücher.example')?.address ?? ''
    await transportTo(server.port).send(sampleMail({ to }), never)
    expect(server.commands).toContain('RCPT TO:<Ada@xn--bcher-kva.example>')
    expect(server.mails[0]).toContain('\r\nTo: Ada@xn--bcher-kva.example\r\n')
  })

  test('whatever our parser accepts is named in exactly one RCPT TO, letter for letter', async () => {
    const server = await having(startScriptedServer())
    const transport = transportTo(server.port)
    const local = fc.string({
      unit: fc.constantFrom(..."aZ09!#$%&'*+/=?^_`{|}~-.".split('')),
      minLength: 1,
      maxLength: 20,
    })
    const domain = fc.constantFrom(
      'acme.example',
      'ACME.Example',
      'bücher.example',
      'xn--bcher-kva.example',
      'a-b.c.de',
    )
    await fc.assert(
      fc.asyncProperty(local, domain, async (name, host) => {
        const address = parseEmailAddress(`${name}@${host}`)
        fc.pre(address !== undefined)
        const before = server.commands.length
        expect(await transport.send(sampleMail({ to: address.address }), never)).toMatchObject({ kind: 'taken' })
        const named = server.commands.slice(before).filter((command) => command.startsWith('RCPT'))
        expect(named).toEqual([`RCPT TO:<${address.address}>`])
        const unfolded = server.mails.at(-1)?.replace(/\r\n[ \t]+/g, ' ') ?? ''
        expect(/\r\nTo: <?(.*?)>?\r\n/.exec(unfolded)?.[1]).toBe(address.address)
      }),
      { numRuns: 200 },
    )
  })

  test('what our parser would not accept is never offered to a server', async () => {
    const server = await having(startScriptedServer())
    const transport = transportTo(server.port)
    const hostile = [
      'a@acme.example,b@evil.example',
      '"a@evil.example x"@acme.example',
      'a@acme.example>\r\nRCPT TO:<b@evil.example',
      'a@acme.example\nBcc: b@evil.example',
      'Ada <a@acme.example>',
      'a@acme.example b@evil.example',
      'a@Acme.Example',
      'group:a@acme.example;',
      'a@[127.0.0.1]',
      '',
    ]
    for (const to of hostile) {
      expect(await transport.send(sampleMail({ to }), never)).toEqual({ kind: 'refused', reason: 'message-invalid' })
    }
    expect(server.connections()).toBe(0)
  })
})

describe('header injection (E4)', () => {
  const poisons = ['\r\nBcc: eve@evil.example', '\nX-Evil: 1', '\r', '\0', '\x1b[2J', '\x7f', '\u0085', '\u009f']

  test('a control character in a name, subject, sender or Message-ID refuses the mail before anything is opened', async () => {
    const server = await having(startScriptedServer())
    const transport = transportTo(server.port)
    const { from, messageId } = sampleMail()
    for (const poison of poisons) {
      const tries: Partial<Rendered>[] = [
        { subject: `Code${poison}` },
        { from: { ...from, name: `Acme${poison}` } },
        { from: { ...from, address: `no-reply${poison}@acme.example` } },
        { messageId: messageId.replace('@', `${poison}@`) },
        { to: `ada${poison}@acme.example` },
      ]
      for (const changes of tries) {
        const outcome = await transport.send(sampleMail(changes), never)
        expect(outcome, JSON.stringify(changes)).toEqual({ kind: 'refused', reason: 'message-invalid' })
      }
    }
    expect(server.connections()).toBe(0)
  })

  test('names full of the signs of address lists stay a name', async () => {
    const sink = await having(startMailSink())
    const transport = transportTo(sink.port)
    const names = [
      'Acme, <eve@evil.example>',
      '"Acme" (x)',
      'a@b.example',
      '=?utf-8?q?=0d=0aBcc:_eve@evil.example?=',
      '\u2028Bcc: x',
    ]
    for (const name of names) {
      expect(await transport.send(sampleMail({ from: { ...sampleMail().from, name } }), never)).toMatchObject({
        kind: 'taken',
      })
      const { headers, from } = await PostalMime.parse(Buffer.from(sink.mails.at(-1)?.raw ?? '', 'latin1'))
      expect(headers.filter((header) => header.key === 'from')).toHaveLength(1)
      expect(headers.map((header) => header.key)).not.toContain('bcc')
      expect(from?.address).toBe('no-reply@mail.acme.example')
      expect(sink.mails.at(-1)?.recipients).toEqual([recipient])
    }
  })

  test('lines of the body that look like commands or dots stay in the body', async () => {
    const sink = await having(startMailSink())
    const text = 'one\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n..\n.\rtwo\n'
    await transportTo(sink.port).send(sampleMail({ text }), never)
    expect(sink.mails).toHaveLength(1)
    const parsed = await PostalMime.parse(sink.mails[0]?.raw ?? '')
    expect(parsed.text).toContain('MAIL FROM:<eve@evil.example>')
  })
})

describe('encryption', () => {
  test('STARTTLS protects the mail when the certificate is trusted', async () => {
    const sink = await having(startMailSink({ tls: 'starttls', certificate, account }))
    const transport = transportTo(sink.port, { ...account, secure: 'starttls', tls: { ca: certificate.cert } })
    expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
    expect(sink.mails).toMatchObject([{ secure: true, recipients: [recipient] }])
  })

  test('implicit TLS protects the mail when the certificate is trusted', async () => {
    const sink = await having(startMailSink({ tls: 'implicit', certificate, account }))
    const transport = transportTo(sink.port, { ...account, secure: 'tls', tls: { ca: [certificate.cert] } })
    expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
    expect(sink.mails).toMatchObject([{ secure: true }])
  })

  test('a host given by name is checked by that name', async () => {
    const sink = await having(startMailSink({ tls: 'starttls', certificate }))
    const transport = transportTo(sink.port, { host: 'localhost', secure: 'starttls', tls: { ca: certificate.cert } })
    expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
  })

  for (const secure of ['starttls', 'tls'] as const) {
    const tls = secure === 'tls' ? 'implicit' : 'starttls'

    test(`an untrusted certificate is refused (${secure})`, async () => {
      const sink = await having(startMailSink({ tls, certificate, account }))
      const transport = transportTo(sink.port, { ...account, secure })
      expect(await transport.send(sampleMail(), never)).toEqual({ kind: 'down', reason: 'tls-failed' })
      expect(sink.mails).toEqual([])
    })

    test(`a certificate for another name is refused (${secure})`, async () => {
      const sink = await having(startMailSink({ tls, certificate, account }))
      const trusted = { ca: certificate.cert, servername: 'mail.acme.example' }
      const transport = transportTo(sink.port, { ...account, secure, tls: trusted })
      expect(await transport.send(sampleMail(), never)).toEqual({ kind: 'down', reason: 'tls-failed' })
    })

    test(`an expired certificate is refused (${secure})`, async () => {
      const old = makeCertificate(['localhost'], true)
      const sink = await having(startMailSink({ tls, certificate: old, account }))
      const transport = transportTo(sink.port, { ...account, secure, tls: { ca: old.cert } })
      expect(await transport.send(sampleMail(), never)).toEqual({ kind: 'down', reason: 'tls-failed' })
    })

    test(`the certificate is checked even where the environment turns checking off (${secure})`, async () => {
      const sink = await having(startMailSink({ tls, certificate }))
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
      try {
        expect(await transportTo(sink.port, { secure }).send(sampleMail(), never)).toMatchObject({
          reason: 'tls-failed',
        })
      } finally {
        delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      }
    })
  }

  test('a server without STARTTLS gets neither password nor mail', async () => {
    const server = await having(startScriptedServer({ ehlo: '250-test\r\n250 AUTH PLAIN LOGIN' }))
    const transport = transportTo(server.port, { ...account, secure: 'starttls' })
    expect(await transport.send(sampleMail(), never)).toEqual({ kind: 'down', reason: 'tls-failed' })
    expect(server.commands.filter((command) => /^(?:AUTH|MAIL)/.test(command))).toEqual([])
  })

  test('a server that does not speak TLS on a TLS port gets nothing', async () => {
    const server = await having(startScriptedServer())
    expect(await transportTo(server.port, { secure: 'tls' }).send(sampleMail(), never)).toMatchObject({ kind: 'down' })
    expect(server.mails).toEqual([])
  })
})

describe('authentication', () => {
  test('the right password is accepted, from options and from a URL', async () => {
    const sink = await having(startMailSink({ tls: 'starttls', certificate, account }))
    const trusted = { secure: 'starttls', tls: { ca: certificate.cert } } as const
    const wrong = transportTo(sink.port, { ...account, pass: 'wrong', ...trusted })
    expect(await transportTo(sink.port, { ...account, ...trusted }).send(sampleMail(), never)).toMatchObject({
      kind: 'taken',
    })
    expect(await wrong.send(sampleMail(), never)).toEqual({ kind: 'down', reason: 'auth-failed' })
    expect(sink.mails).toHaveLength(1)

    const server = await having(startScriptedServer({ ehlo: '250-test\r\n250 AUTH PLAIN' }))
    const { user, pass } = account
    const fromUrl = smtp(`smtp://${user}:${encodeURIComponent(pass)}@127.0.0.1:${server.port}`)
    cleanUp.push(async () => fromUrl.close?.())
    expect(await fromUrl.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
    expect(server.commands).toContain(`AUTH PLAIN ${Buffer.from(`\0${user}\0${pass}`).toString('base64')}`)
  })
})

describe('a server that does not offer authentication', () => {
  test('it is not shown the password', async () => {
    const server = await having(startScriptedServer())
    const outcome = await transportTo(server.port, account).send(sampleMail(), never)
    expect(outcome).toEqual({ kind: 'down', reason: 'auth-not-offered' })
    expect(server.commands.filter((command) => command.startsWith('AUTH'))).toEqual([])
  })
})

describe('connections', () => {
  test('nothing is opened before the first mail, and one connection serves one mail after another', async () => {
    const sink = await having(startMailSink())
    const transport = transportTo(sink.port)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(sink.connections()).toBe(0)
    for (let round = 0; round < 5; round++) await transport.send(sampleMail(), never)
    expect([sink.connections(), sink.mails.length]).toEqual([1, 5])
  })

  test('many mails at once share the pool and every one arrives', async () => {
    const sink = await having(startMailSink())
    const transport = transportTo(sink.port, { pool: 3 })
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => transport.send(sampleMail(), never)))
    expect(outcomes.every((outcome) => outcome.kind === 'taken')).toBe(true)
    expect([sink.connections(), sink.mails.length]).toEqual([3, 40])
  })

  test('a connection is given up after a hundred mails', async () => {
    const server = await having(startScriptedServer())
    const transport = transportTo(server.port)
    for (let round = 0; round < 101; round++) await transport.send(sampleMail(), never)
    expect([server.connections(), server.mails.length]).toEqual([2, 101])
  })

  test('a connection that was not used for long is closed with QUIT', async () => {
    const server = await having(startScriptedServer())
    const transport = transportTo(server.port, { timeouts: { idle: 20 } })
    await transport.send(sampleMail(), never)
    await expect.poll(() => server.commands.at(-1)).toBe('QUIT')
    expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
    expect(server.connections()).toBe(2)
  })

  test('a warm connection does not keep a process alive', async () => {
    const server = await having(startScriptedServer())
    const source = new URL('../../src/adapters/smtp/smtp.ts', import.meta.url)
    const script = `
      import { smtp } from ${JSON.stringify(source.href)}
      const mail = ${JSON.stringify(sampleMail())}
      const outcome = await smtp('smtp://127.0.0.1:${server.port}').send(mail, new AbortController().signal)
      console.log(outcome.kind)`
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { timeout: 20_000 })
    expect((await run).stdout.trim()).toBe('taken')
  })

  test('a mail over a warm connection is handed over well under 50 ms', async () => {
    const sink = await having(startMailSink({ tls: 'starttls', certificate, account }))
    const transport = transportTo(sink.port, { ...account, secure: 'starttls', tls: { ca: certificate.cert } })
    for (let round = 0; round < 20; round++) await transport.send(sampleMail(), never)
    const times: number[] = []
    for (let round = 0; round < 21; round++) {
      const start = performance.now()
      await transport.send(sampleMail(), never)
      times.push(performance.now() - start)
    }
    // The fastest quarter: what a loaded machine adds comes and goes, what we would cause (an ACK held back for 40 ms, a
    // handshake for each mail) is always there.
    expect(times.sort((one, other) => one - other)[5]).toBeLessThan(25)
    expect(sink.connections()).toBe(1)
  })

  test('closing lets a mail under way finish, says goodbye, and takes no more', async () => {
    const server = await having(startScriptedServer({ dot: { trickle: '250 2.0.0 ok' } }))
    const transport = transportTo(server.port)
    const sending = transport.send(sampleMail(), never)
    await expect.poll(() => server.mails.length).toBe(1)
    const closing = transport.close?.()
    expect(await transport.send(sampleMail(), never)).toEqual({ kind: 'later', reason: 'closed' })
    expect(await sending).toEqual({ kind: 'taken' })
    await closing
    await expect.poll(() => server.commands.at(-1)).toBe('QUIT')
    expect(server.mails[0]).toContain(linkSecret.slice(0, 10))
  })
})
