import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type SmtpOptions, smtp } from '../../src/adapters/smtp/smtp.ts'
import type { Handover, Transport } from '../../src/ports/transport.ts'
import { linkSecret, never, recipient, sampleMail } from './sample-mail.ts'
import { cut, type Script, type ScriptedServer, type Step, stall, startScriptedServer } from './scripted-server.ts'

const pipelining = '250-test\r\n250 PIPELINING'
const account = { user: 'postern', pass: 'correct-horse' }
const cleanUp: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close()
})

async function serve(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script)
  cleanUp.push(server.close)
  return server
}

function transportTo(port: number, options: Partial<SmtpOptions> = {}): Transport {
  const transport = smtp({ host: '127.0.0.1', port, timeouts: { connect: 2000, send: 2000 }, ...options })
  cleanUp.push(async () => transport.close?.())
  return transport
}

async function outcomeOf(script: Script, options: Partial<SmtpOptions> = {}): Promise<Handover> {
  const { port } = await serve(script)
  return transportTo(port, options).send(sampleMail(), never)
}

const text = `no, <${recipient}> said https://app.example.com/#${linkSecret} ${account.pass}`
const later = (reason: string): Handover => ({ kind: 'later', reason })
const down = (reason: string): Handover => ({ kind: 'down', reason })
const refused = (reason: string): Handover => ({ kind: 'refused', reason })
const suppressed = (reason: string): Handover => ({ kind: 'refused', reason, suppress: true })

describe('F22: what a server answers decides what becomes of the mail', () => {
  const table: readonly (readonly [string, Script, Handover])[] = [
    ['greylisted', { rcpt: `451 4.7.1 ${text}` }, later('smtp-451')],
    ['mailbox busy', { rcpt: `450 4.2.1 ${text}` }, later('smtp-450')],
    ['mailbox full for now', { rcpt: `452 4.2.2 ${text}` }, later('smtp-452')],
    ['sender told to slow down', { mail: `451 4.7.0 ${text}` }, later('smtp-451')],
    ['DATA refused for now', { data: `451 4.3.0 ${text}` }, later('smtp-451')],
    ['mail refused for now after the final dot', { dot: `451 4.3.0 ${text}` }, later('smtp-451')],
    ['no such mailbox', { rcpt: `550 5.1.1 ${text}` }, suppressed('smtp-550')],
    ['no such domain', { rcpt: `550 5.1.2 ${text}` }, suppressed('smtp-550')],
    ['bad address syntax', { rcpt: `501 5.1.3 ${text}` }, suppressed('smtp-501')],
    ['mailbox has moved', { rcpt: `551 5.1.6 ${text}` }, suppressed('smtp-551')],
    ['domain takes no mail', { rcpt: `556 5.1.10 ${text}` }, suppressed('smtp-556')],
    ['no such mailbox, over several lines', { rcpt: `550-5.1.1 ${text}\r\n550 5.1.1 ${text}` }, suppressed('smtp-550')],
    ['no such mailbox, found after the final dot', { dot: `550 5.1.1 ${text}` }, suppressed('smtp-550')],
    ['refused by policy', { rcpt: `550 5.7.1 ${text}` }, refused('smtp-550')],
    ['mailbox full for good', { rcpt: `552 5.2.2 ${text}` }, refused('smtp-552')],
    ['refused without an enhanced code', { rcpt: `550 ${text}` }, refused('smtp-550')],
    ['refused with 553', { rcpt: `553 ${text}` }, refused('smtp-553')],
    ['refused with 554', { rcpt: `554 5.7.1 ${text}` }, refused('smtp-554')],
    ['an enhanced code only further on in the text', { rcpt: '550 see 5.1.1 in the manual' }, refused('smtp-550')],
    ['too big, found after the final dot', { dot: `552 ${text}` }, refused('smtp-552')],
    ['content refused after the final dot', { dot: `554 5.6.0 ${text}` }, refused('smtp-554')],
    ['policy after the final dot', { dot: `554 5.7.1 ${text}` }, down('smtp-554')],
    ['policy after the final dot, unexplained', { dot: `550 ${text}` }, down('smtp-550')],
    ['sender refused', { mail: `550 5.7.1 ${text}` }, down('smtp-550')],
    ['sender unknown: nothing about the recipient', { mail: `550 5.1.1 ${text}` }, down('smtp-550')],
    ['DATA refused', { data: `554 5.5.1 ${text}` }, down('smtp-554')],
    ['authentication required, told at MAIL', { mail: `530 5.7.0 ${text}` }, down('smtp-530')],
    ['authentication required, told at RCPT', { rcpt: `530 5.7.0 ${text}` }, down('smtp-530')],
    ['bad order of commands', { rcpt: `503 5.5.1 ${text}` }, down('smtp-503')],
    ['going away at the greeting', { greeting: `421 4.3.2 ${text}` }, down('smtp-421')],
    ['refusing at the greeting', { greeting: `554 5.3.2 ${text}` }, down('smtp-554')],
    ['going away at EHLO', { ehlo: `421 ${text}` }, down('smtp-421')],
    ['going away at MAIL', { mail: `421 ${text}` }, down('smtp-421')],
    ['going away at RCPT', { rcpt: `421 ${text}` }, down('smtp-421')],
    ['going away after the final dot', { dot: `421 ${text}` }, down('smtp-421')],
    ['nonsense for a greeting', { greeting: `hello ${text}` }, down('protocol-error')],
    ['nonsense at RCPT', { rcpt: `maybe ${text}` }, down('protocol-error')],
    ['nonsense after the final dot', { dot: `maybe ${text}` }, later('unknown-outcome')],
  ]
  for (const [what, script, expected] of table) {
    test(what, async () => {
      expect(await outcomeOf(script)).toEqual(expected)
      expect(await outcomeOf({ ehlo: pipelining, ...script }), 'with PIPELINING').toEqual(expected)
    })
  }

  test('every way of refusing a password opens the circuit', async () => {
    for (const auth of ['535 5.7.8 no', '530 5.7.0 no', '534 5.7.9 no', '454 4.7.0 not now', '421 bye'] as Step[]) {
      const script = { ehlo: '250-test\r\n250 AUTH PLAIN', auth }
      expect(await outcomeOf(script, account)).toEqual(down('auth-failed'))
    }
  })

  test('STARTTLS refused for now is no reason to go on without', async () => {
    const outcome = await outcomeOf(
      { ehlo: '250-test\r\n250 STARTTLS', starttls: '454 4.7.0 no' },
      { secure: 'starttls' },
    )
    expect(outcome).toEqual(down('tls-failed'))
  })
})

describe('invariant 18: what is reported', () => {
  test('no outcome carries an address, a secret, a password or words of the server', async () => {
    const moments = ['greeting', 'ehlo', 'mail', 'rcpt', 'data', 'dot', 'auth'] as const
    for (const moment of moments) {
      for (const status of [421, 450, 535, 550, 999]) {
        const script = { ehlo: '250-test\r\n250 AUTH PLAIN', [moment]: `${status} 5.1.1 ${text}` }
        const outcome = await outcomeOf(script, account)
        expect(outcome).toMatchObject({ reason: expect.stringMatching(/^[a-z]+(?:-[a-z0-9]+)*$/) })
        expect(JSON.stringify(outcome)).not.toMatch(/acme|ada|horse|Zm9v|said/)
      }
    }
  })
})

describe('F19, F38: a server that is not there', () => {
  test('a refused connection opens the circuit at once', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect(await transportTo(port).send(sampleMail(), never)).toEqual(down('connection-refused'))
  })

  test('a name that does not resolve opens the circuit', async () => {
    const transport = smtp({ host: 'postern.invalid', timeouts: { connect: 3000 } })
    cleanUp.push(async () => transport.close?.())
    expect(await transport.send(sampleMail(), never)).toEqual(down('dns-failed'))
  })

  test('the next mail after an outage goes through', async () => {
    const server = await serve({ greeting: [cut, '220 test'] })
    const transport = transportTo(server.port)
    expect(await transport.send(sampleMail(), never)).toEqual(down('connection-lost'))
    expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
  })
})

describe('F20: a server that is slow', () => {
  const slow = { trickle: `250-${'x'.repeat(400)}` }
  const timeouts = { connect: 120, send: 240 }
  /** Enough for a busy machine to come as far as the final dot. */
  const longer = { connect: 2_000, send: 2_000 }

  const stalls: readonly (readonly [string, Script, Handover, typeof timeouts?])[] = [
    ['no greeting', { greeting: stall }, down('timed-out')],
    [
      'a greeting one byte at a time',
      { greeting: { trickle: '220 welcome to a very slow server' } },
      down('timed-out'),
    ],
    ['EHLO answered one byte at a time', { ehlo: slow }, down('timed-out')],
    ['MAIL not answered', { mail: stall }, down('timed-out')],
    ['RCPT answered one byte at a time', { rcpt: slow }, down('timed-out')],
    ['DATA not answered', { data: stall }, down('timed-out')],
    ['the final dot not answered', { dot: stall }, later('unknown-outcome'), longer],
    ['the final dot answered one byte at a time', { dot: slow }, later('unknown-outcome'), longer],
  ]
  for (const [what, script, expected, within = timeouts] of stalls) {
    test(`${what}: the handover ends in time and its connection is closed`, async () => {
      const server = await serve(script)
      const start = performance.now()
      expect(await transportTo(server.port, { timeouts: within }).send(sampleMail(), never)).toEqual(expected)
      expect(performance.now() - start).toBeLessThan(5000)
      await expect.poll(server.open).toBe(0)
    })
  }

  test('a password one byte at a time does not hold a connection', async () => {
    const outcome = await outcomeOf({ ehlo: '250-test\r\n250 AUTH PLAIN', auth: slow }, { ...account, timeouts })
    expect(outcome).toEqual(down('timed-out'))
  })

  test('who waits in vain for a connection is told that it was busy, not that the server is down', async () => {
    const server = await serve({ rcpt: stall })
    const transport = transportTo(server.port, { pool: 1, timeouts: { send: 300 } })
    const first = transport.send(sampleMail(), never)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const others = [transport.send(sampleMail(), never), transport.send(sampleMail(), never)]
    expect(await Promise.all([first, ...others])).toEqual([down('timed-out'), down('timed-out'), later('busy')])
  })

  test('a connection that was held up is free for the next mail', async () => {
    const server = await serve({ rcpt: [stall, '250 2.1.5 ok'] })
    const transport = transportTo(server.port, { pool: 1, timeouts })
    expect(await transport.send(sampleMail(), never)).toEqual(down('timed-out'))
    expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
  })
})

describe('a server that takes fewer connections than we would open', () => {
  const refusals: readonly (readonly [string, Step])[] = [
    ['it hangs up on the others', cut],
    ['it tells the others to come later', '421 4.7.0 too many connections'],
    ['it lets the others wait', stall],
  ]
  for (const [what, further] of refusals) {
    test(`${what}: every mail goes over the one that is there`, async () => {
      const server = await serve({ greeting: ['220 test', further] })
      const transport = transportTo(server.port, { timeouts: { connect: 300, send: 5000 } })
      const mails = () => Promise.all(Array.from({ length: 12 }, () => transport.send(sampleMail(), never)))
      for (const outcome of await mails()) expect(outcome).toMatchObject({ kind: 'taken' })
      const asked = server.connections()
      for (const outcome of await mails()) expect(outcome).toMatchObject({ kind: 'taken' })
      expect(server.connections(), 'no further connection is asked for').toBe(asked)
      expect(server.mails).toHaveLength(24)
    })
  }

  test('a server that takes none is down for each of many mails', async () => {
    const server = await serve({ greeting: '421 4.7.0 not today' })
    const transport = transportTo(server.port)
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => transport.send(sampleMail(), never)))
    for (const outcome of outcomes) expect(outcome).toEqual(down('smtp-421'))
  })

  test('one mail that hangs holds its own connection and no other', async () => {
    const server = await serve({ dot: [stall, '250 2.0.0 ok'] })
    const transport = transportTo(server.port, { pool: 2, timeouts: { send: 3000 } })
    const hanging = transport.send(sampleMail(), never)
    await expect.poll(() => server.mails.length).toBe(1)
    const begun = performance.now()
    const others = await Promise.all(Array.from({ length: 5 }, () => transport.send(sampleMail(), never)))
    expect(performance.now() - begun).toBeLessThan(2900)
    for (const outcome of others) expect(outcome).toMatchObject({ kind: 'taken' })
    expect(await hanging).toEqual(later('unknown-outcome'))
  })
})

describe('F21: greylisting', () => {
  test('the same mail is taken the second time, over the same connection', async () => {
    for (const ehlo of ['250 test', pipelining]) {
      const server = await serve({ ehlo, rcpt: ['451 4.7.1 greylisted', '250 2.1.5 ok'] })
      const transport = transportTo(server.port)
      expect(await transport.send(sampleMail(), never)).toEqual(later('smtp-451'))
      expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
      expect([server.connections(), server.mails.length]).toEqual([1, 1])
      expect(server.commands).toContain('RSET')
    }
  })
})

describe('a server that cannot start over', () => {
  test('after a failed mail, the next one goes over a fresh connection', async () => {
    const server = await serve({ rcpt: ['451 4.7.1 greylisted', '250 2.1.5 ok'], rset: '502 5.5.1 no' })
    const transport = transportTo(server.port)
    expect(await transport.send(sampleMail(), never)).toEqual(later('smtp-451'))
    expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
    expect(server.connections()).toBe(2)
  })
})

describe('F23: a connection that is cut', () => {
  test('cut after the final dot, the outcome is unknown and a repeat bears the same Message-ID', async () => {
    const server = await serve({ dot: [cut, '250 2.0.0 ok'] })
    const transport = transportTo(server.port)
    expect(await transport.send(sampleMail(), never)).toEqual(later('unknown-outcome'))
    expect(await transport.send(sampleMail(), never)).toEqual({ kind: 'taken' })
    const ids = server.mails.map((mail) => /^Message-ID: .*$/im.exec(mail)?.[0])
    expect(ids).toEqual([`Message-ID: ${sampleMail().messageId}`, `Message-ID: ${sampleMail().messageId}`])
  })

  test('cut before the mail was sent, nothing is in doubt', async () => {
    for (const moment of ['greeting', 'ehlo', 'mail', 'rcpt', 'data'] as const) {
      expect(await outcomeOf({ [moment]: cut }), moment).toEqual(down('connection-lost'))
    }
  })

  test('a warm connection that the server has closed costs no mail: it goes over a fresh one', async () => {
    const server = await serve({})
    const transport = transportTo(server.port)
    await transport.send(sampleMail(), never)
    server.cutAll()
    expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    server.cutAll()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
    expect(server.mails).toHaveLength(3)
  })

  test('a warm connection that says 421 costs no mail, once', async () => {
    const server = await serve({
      mail: ['250 ok', '421 4.4.2 idle too long', '250 ok', '421 4.4.2 no', '421 4.4.2 no'],
    })
    const transport = transportTo(server.port)
    for (let round = 0; round < 2; round++)
      expect(await transport.send(sampleMail(), never)).toMatchObject({ kind: 'taken' })
    expect(server.connections()).toBe(2)
    expect(await transport.send(sampleMail(), never)).toEqual(down('smtp-421'))
  })
})

describe('an aborted handover', () => {
  test('aborted before it began, it opens nothing', async () => {
    const server = await serve({})
    expect(await transportTo(server.port).send(sampleMail(), AbortSignal.abort())).toEqual(later('aborted'))
    expect(server.connections()).toBe(0)
  })

  test('aborted on the way, it ends at once; after the final dot its outcome is unknown', async () => {
    for (const [script, expected] of [
      [{ rcpt: stall }, later('aborted')],
      [{ dot: stall }, later('unknown-outcome')],
    ] as const) {
      const server = await serve(script)
      const abort = new AbortController()
      const sending = transportTo(server.port).send(sampleMail(), abort.signal)
      await expect
        .poll(() => server.commands.length + server.mails.length)
        .toBeGreaterThanOrEqual('dot' in script ? 5 : 3)
      const start = performance.now()
      abort.abort()
      expect(await sending).toEqual(expected)
      expect(performance.now() - start).toBeLessThan(1900)
      await expect.poll(server.open).toBe(0)
    }
  })

  test('aborted while it waits for a connection, it leaves its place to the next', async () => {
    const server = await serve({ dot: { trickle: '250 2.0.0 ok' } })
    const transport = transportTo(server.port, { pool: 1 })
    const abort = new AbortController()
    const first = transport.send(sampleMail(), never)
    await expect.poll(() => server.mails.length).toBe(1)
    const second = transport.send(sampleMail(), abort.signal)
    const third = transport.send(sampleMail(), never)
    abort.abort()
    expect(await second).toEqual(later('aborted'))
    expect([(await first).kind, (await third).kind, server.mails.length]).toEqual(['taken', 'taken', 2])
  })
})
