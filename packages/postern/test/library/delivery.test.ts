import { afterEach, describe, expect, test } from 'vitest'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import type { Delivered, Delivery, Transport } from '../../src/index.ts'
import { postern } from '../../src/index.ts'
import { closeLibraries, mountLibrary } from '../support/library.ts'

afterEach(closeLibraries)

describe('mail.deliver', () => {
  test('is handed what is to be delivered, link and code apart, and its try is the proof of nothing else', async () => {
    const got: Delivery[] = []
    const { auth } = await mountLibrary({ deliver: async (message) => void got.push(message) })
    await auth.requestMagicLink('ada@example.com')
    await expect.poll(() => got).toHaveLength(1)
    const [delivery] = got
    expect(delivery).toMatchObject({ kind: 'sign-in', to: 'ada@example.com', attachments: [] })
    expect(delivery?.text).toContain(delivery?.link)
    expect(delivery?.code).toMatch(/^\d{6}$/)
    const [, id, secret] = /\/link\/([^#]+)#(.+)$/.exec(delivery?.link ?? '') ?? []
    expect((await auth.verifyMagicLink(`${id}.${secret}`)).status).toBe('signed-in')
  })

  test('is tried again when it throws, with the same message id; that and its end are told once, and nothing of what it threw', async () => {
    const tries: string[] = []
    const events: unknown[] = []
    const { auth, faults, recoveries } = await mountLibrary({
      deliver({ messageId, link }) {
        tries.push(messageId)
        if (tries.length <= 2) throw new Error(`no route for ${link}`)
      },
    })
    auth.on('*', (event) => void events.push(event))
    await auth.requestMagicLink('ada@example.com')
    await expect.poll(() => tries.length, { timeout: 10_000 }).toBe(3)
    expect(new Set(tries).size).toBe(1)
    await expect.poll(() => JSON.stringify(events)).toContain('link.delivered')
    const told =
      'Mail does not leave by deliver: deliver-threw. It is tried again until it expires. What it threw is not'
    expect(faults).toEqual([expect.objectContaining({ message: expect.stringContaining(told) })])
    expect(recoveries.map(String)).toEqual([
      expect.stringMatching(/^Error: Mail leaves by deliver again\. It did not for \d s\.$/),
    ])
    expect(JSON.stringify(events) + String(faults)).not.toContain('no route')
  })

  test.each([
    [{ refused: 'blocked-number' }, 'blocked-number'],
    [{ refused: 'Ada <ada@example.com> says no' }, 'refused'],
  ] satisfies [Delivered, string][])('that answers %j ends the message', async (answer, reason) => {
    const events: unknown[] = []
    const { auth } = await mountLibrary({ deliver: () => answer })
    auth.on('link.failed', (event) => void events.push(event.reason))
    await auth.requestMagicLink('ada@example.com')
    await expect.poll(() => events).toEqual([reason])
  })

  test('and a transport are one too many, and neither is too little', () => {
    const basics = { baseUrl: 'https://a.example', secret: 'x'.repeat(32), store: sqlite(':memory:') }
    const from = 'no-reply@a.example'
    expect(() => postern({ ...basics, mail: { from } })).toThrow(
      new TypeError('mail.transport must be a transport, such as smtp(url), or mail.deliver a function'),
    )
    const transport: Transport = { name: 't', channel: 'mail', send: async () => ({ kind: 'taken' }) }
    expect(() => postern({ ...basics, mail: { from, transport, deliver: () => {} } })).toThrow(/^mail has both/)
    expect(() => postern({ ...basics, mail: { from, deliver: 'no' as never } })).toThrow(/^mail\.deliver must be/)
    for (const none of ['smtp://localhost:25', null, [undefined]] as unknown[]) {
      expect(() => postern({ ...basics, mail: { from, transport: none as Transport } })).toThrow(
        /^mail\.transport must/,
      )
    }
    expect(() => postern(undefined as never)).toThrow(new TypeError('postern(options): options are missing'))
  })
})

describe('mail.send', () => {
  async function withAda() {
    const library = await mountLibrary()
    const made = await library.auth.createMagicLink('ada@example.com')
    if (made.status !== 'created') throw new Error(made.status)
    const result = await library.auth.verifyMagicLink(made.token)
    if (result.status !== 'signed-in') throw new Error(result.status)
    return { ...library, user: result.user }
  }

  test('sends what the application wrote to a user, by herself, her id or her address', async () => {
    const { auth, mail, user } = await withAda()
    const order = { subject: 'Your order', text: 'It is <on> its way.' }
    for (const to of [user, user.id, 'ADA@example.com']) {
      expect(await auth.mail.send(to, order)).toEqual({ status: 'queued', messageId: expect.any(String) })
    }
    await expect.poll(() => mail.taken).toHaveLength(3)
    for (const sent of mail.taken)
      expect(sent).toMatchObject({ to: 'ada@example.com', ...order, facts: { kind: 'custom' } })
    expect(mail.taken[0]?.html).toContain('It is &lt;on&gt; its way.')
    expect(await auth.mail.send('bob@example.com', order)).toEqual({ status: 'user-unknown' })
    expect(await auth.mail.send('nobody', order)).toEqual({ status: 'user-unknown' })
  })

  test('carries attachments', async () => {
    const { auth, mail, user } = await withAda()
    const attachments = [{ filename: 'bill.txt', type: 'text/plain', content: 'three pounds' }]
    await auth.mail.send(user, { subject: 'Bill', text: 'Attached.', html: '<p>Attached.</p>', attachments })
    await expect.poll(() => mail.taken).toHaveLength(1)
    expect(mail.taken[0]?.attachments).toEqual([
      { filename: 'bill.txt', type: 'text/plain', base64: Buffer.from('three pounds').toString('base64') },
    ])
  })

  test.each([
    [{ subject: 'a\r\nBcc: eve@example.com', text: 't' }, /subject/],
    [{ subject: '', text: 't' }, /subject/],
    [{ subject: 's', text: '' }, /text/],
    [{ subject: 's', text: 't', attachments: [{ filename: '../x', type: 'text/plain', content: 'x' }] }, /filename/],
    [{ subject: 's', text: 't', attachments: [{ filename: 'x', type: 'a/b\r\nX: y', content: 'x' }] }, /type/],
    [{ subject: 's', text: 'x'.repeat(1_100_000) }, /megabyte/],
  ])('refuses what is no mail: %#', async (mail, reason) => {
    const { auth, user } = await withAda()
    await expect(auth.mail.send(user, mail)).rejects.toThrow(TypeError)
    await expect(auth.mail.send(user, mail)).rejects.toThrow(reason)
  })

  test('has its own budget a day for an address', async () => {
    const { auth, user } = await withAda()
    const results = await Promise.all(
      Array.from({ length: 51 }, () => auth.mail.send(user, { subject: 's', text: 't' })),
    )
    expect(results.filter(({ status }) => status === 'queued')).toHaveLength(50)
    expect(results.filter(({ status }) => status === 'limited')).toHaveLength(1)
  })
})

test('a transport that only its operator can mend tells her so as a fault, and the mail waits', async () => {
  const transport: Transport = {
    name: 'lame',
    channel: 'mail',
    send: async () => ({ kind: 'down', reason: 'lame', mend: 'Install a leg.' }),
  }
  const { auth, faults } = await mountLibrary({ mail: { from: 'no-reply@acme.example', transport } })
  await auth.requestMagicLink('ada@example.com')
  await expect
    .poll(() => faults.map(String))
    .toEqual(['PosternError: Mail does not leave by lame: lame. It is tried again until it expires. Install a leg.'])
})
