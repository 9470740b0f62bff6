/**
 * Reports as RFC 3464 (delivery status), RFC 6533 (its international form) and RFC 5965 (feedback) describe them, in the
 * manner of those who write most of them.
 */
import { days } from 'postern/kit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { basic, type NoticeWorld, noticeWorld, ofInstallation } from '../../test/notice-world.ts'
import { complaint, exchange, exim, gmail, postfix } from '../../test/returned-mails.ts'

let at: NoticeWorld
/** The row of a mail that was sent to Anna. */
let message: string

beforeEach(async () => {
  at = await noticeWorld()
  message = at.message
})

afterEach(() => at.world.close())

const told = async () => (await at.events()).map(({ type, reason, about }) => [type, reason, about?.['status']])

async function changesNothing(body: string): Promise<void> {
  expect(await at.post(body)).toMatchObject({ status: 200, json: { noted: 0 } })
  expect(await at.events()).toEqual([])
  expect(await at.suppressedUntil()).toBeUndefined()
}

describe('a bounce', () => {
  test.each([
    ['Postfix', postfix],
    ['Exchange', exchange],
    ['Gmail', gmail],
    ['Exim', exim],
  ])('by %s is an event of the attempt, and suppresses an address that does not exist', async (_name, written) => {
    expect((await at.post(written({ message, status: '5.1.1' }))).json).toEqual({ noted: 1 })
    const [event] = await at.events()
    expect(event).toMatchObject({
      type: 'message.bounced',
      reason: 'hard',
      about: { message, provider: 'smtp', status: '5.1.1' },
      application: 'shop',
    })
    expect(event?.attempt).toBeDefined()
    expect(JSON.stringify(event)).not.toContain('example.com')
    expect(await at.suppressedUntil()).toBe(at.world.runtime.ports.clock.now() + days(7))
  })

  test.each([
    ['failed', '5.7.1', 'message.bounced', 'hard'],
    ['failed', '5.1.8', 'message.bounced', 'hard'],
    ['failed (for good)', '5.2.2', 'message.bounced', 'hard'],
    ['failed', '4.4.7', 'message.bounced', 'soft'],
    ['delayed', '4.2.0', 'message.delayed', undefined],
  ])('%s with %s is %s and suppresses nobody', async (action, status, type, reason) => {
    expect((await at.post(postfix({ message, action, status }))).json).toEqual({ noted: 1 })
    expect(await told()).toEqual([[type, reason, status]])
    expect(await at.suppressedUntil()).toBeUndefined()
  })

  test.each(['delivered', 'relayed', 'expanded', 'lost'])('%s is no news', async (action) => {
    await changesNothing(postfix({ message, action, status: '2.0.0' }))
  })

  test('told twice it counts once, with a Message-ID or without', async () => {
    const bare = postfix({ message }).replace(/Message-Id: <2026.*\r\n/, '')
    expect(bare).not.toContain('Message-Id')
    for (const mail of [postfix({ message }), bare]) {
      expect((await at.post(mail)).json).toEqual({ noted: 1 })
      expect((await at.post(mail)).json).toEqual({ noted: 0 })
    }
    expect((await at.post(postfix({ message, messageId: 'another@mx.acme.example' }))).json).toEqual({ noted: 1 })
  })

  test('is known by the id of the envelope where a relay gave the mail another Message-ID', async () => {
    const rewritten = postfix({ message: 'another', envelope: message })
    expect(rewritten).toContain('<another@acme.example>')
    expect((await at.post(rewritten)).json).toEqual({ noted: 1 })
    const foreign = postfix({ message, envelope: 'QQ314159', messageId: 'second@mx.acme.example' })
    expect((await at.post(foreign)).json).toEqual({ noted: 1 })
  })

  test('of the international form is read as well', async () => {
    const mail = postfix({ message })
      .replace('message/delivery-status', 'message/global-delivery-status')
      .replace('text/rfc822-headers', 'message/global-headers')
      .replace('Final-Recipient: rfc822; ', 'Final-Recipient: utf-8; ')
    expect((await at.post(mail)).json).toEqual({ noted: 1 })
    expect(await at.suppressedUntil()).toBeDefined()
  })

  test('in bytes of another charset, or in base64, says the same', async () => {
    const words = postfix({ message }).replace("I'm sorry", 'Grüße à tous')
    expect((await at.post(Buffer.from(words, 'latin1'))).json).toEqual({ noted: 1 })
    const encoded = postfix({ message, messageId: 'encoded@mx.acme.example' }).replace(
      /(Content-Type: message\/delivery-status)\r\n\r\n([^]*?)\r\n(?=\r\n--)/,
      (_all, type: string, fields: string) =>
        `${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(fields).toString('base64')}\r\n`,
    )
    expect(encoded).not.toContain('Final-Recipient')
    expect((await at.post(encoded)).json).toEqual({ noted: 1 })
  })

  test('cut off after the head of the mail that came back it is whole enough', async () => {
    const mail = gmail({ message })
    expect((await at.post(mail.slice(0, mail.lastIndexOf('\r\nDate:')))).json).toEqual({ noted: 1 })
    expect(await at.suppressedUntil()).toBeDefined()
  })
})

describe('of whom a bounce speaks', () => {
  test.each([
    ['another letter case', { final: 'Anna@EXAMPLE.com', original: '<ANNA@example.com>' }, true],
    ['no recipient', { final: '', original: '' }, true],
    ['the address that Anna forwards to', { final: 'anna@forwarded.example' }, false],
    ['somebody else, as it was named', { original: 'bob@example.com' }, false],
    ['somebody else altogether', { final: 'bob@other.example', original: 'bob@other.example' }, false],
    ['what is no address', { final: 'X400 /G=Anna/' }, false],
  ])('%s', async (_name, recipients, suppresses) => {
    expect((await at.post(postfix({ message, ...recipients }))).json).toEqual({ noted: 1 })
    expect(await told()).toEqual([['message.bounced', 'hard', '5.1.1']])
    expect((await at.suppressedUntil()) !== undefined).toBe(suppresses)
  })

  test('several: each is told, and only her own suppresses', async () => {
    const group = (final: string) =>
      `Final-Recipient: rfc822; ${final}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\nFinal-Recipient:`
    const others = (to: string) => postfix({ message, messageId: `${to}@x` }).replace('Final-Recipient:', group(to))
    const [before, after] = others('bob@example.com').split('Original-Recipient: rfc822;anna@example.com')
    expect((await at.post(`${before}Original-Recipient: rfc822;carol@example.com${after}`)).json).toEqual({ noted: 2 })
    expect(await at.suppressedUntil()).toBeUndefined()
    expect((await at.post(others('carol@example.com'))).json).toEqual({ noted: 2 })
    expect(await at.suppressedUntil()).toBeDefined()
  })
})

describe('a complaint', () => {
  test('suppresses', async () => {
    expect((await at.post(complaint({ message }))).json).toEqual({ noted: 1 })
    expect(await told()).toEqual([['message.complained', undefined, undefined]])
    expect(await at.suppressedUntil()).toBeDefined()
  })

  test.each(['not-spam', 'fraud', 'virus', 'other'])('of the type %s is none', async (type) => {
    await changesNothing(complaint({ message }, type))
  })
})

describe('who may tell', () => {
  test('without the password, or with another one, it is refused and changes nothing', async () => {
    const mail = postfix({ message })
    for (const by of ['', 'bounces:', 'bounces:pass word of theirs ', 'relay:another-secret']) {
      expect((await at.post(mail, { by })).status).toBe(401)
    }
    const bare = await at.world.call('POST', '/hooks/mail/smtp/acme', { body: mail })
    expect(bare.status).toBe(401)
    expect((await at.post(mail, { tenant: 'nobody' })).status).toBe(401)
    expect(await at.events()).toEqual([])
    expect(await at.suppressedUntil()).toBeUndefined()
  })

  test('the mail server of another tenant tells nothing of this one', async () => {
    await at.world.tenant('other')
    const theirs = 'bounces:of the other one'
    await at.putTransports('other', { noticeSecret: theirs })
    const mail = postfix({ message })
    expect(await at.post(mail, { by: theirs, tenant: 'other' })).toMatchObject({ status: 200, json: { noted: 0 } })
    expect((await at.post(mail, { by: theirs })).status).toBe(401)
    expect((await at.post(mail, { tenant: 'other' })).status).toBe(401)
    expect(await at.events()).toEqual([])
  })

  test('the installation’s own mail server tells of the tenant that is named', async () => {
    await at.world.tenant('other')
    const mail = postfix({ message })
    const by = ofInstallation
    expect((await at.post(mail, { by, tenant: 'other' })).json).toEqual({ noted: 0 })
    expect((await at.post(mail, { by, tenant: 'default' })).json).toEqual({ noted: 0 })
    expect((await at.post(mail, { by })).json).toEqual({ noted: 1 })
    const elsewhere = await at.world.call('POST', '/hooks/mail/postmark/acme', { body: mail, headers: basic(by) })
    expect(elsewhere.status).toBe(401)
  })

  test('what the notices of a server are verified by stays when its host changes', async () => {
    const elsewhere = { host: 'mail2.acme.example', returnPath: 'bounces@acme.example' }
    const put = await at.putTransports('acme', elsewhere)
    expect(put.json.transports).toMatchObject([{ ...elsewhere, hasSecret: false, takesNotices: true }])
    expect((await at.post(postfix({ message }))).json).toEqual({ noted: 1 })
  })
})
