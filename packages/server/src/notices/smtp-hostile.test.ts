/** Anybody can write to the address that mails are given back to: what is no report of ours, and what is too much of one. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type NoticeWorld, noticeWorld } from '../../test/notice-world.ts'
import { postfix } from '../../test/returned-mails.ts'

const stranger = '01kz3v9m4qe7x2c5b8n1d6f0ga'
let at: NoticeWorld
/** The row of a mail that was sent to Anna. */
let message: string

beforeEach(async () => {
  at = await noticeWorld()
  message = at.message
})

afterEach(() => at.world.close())

async function changesNothing(body: string | Uint8Array): Promise<void> {
  expect(await at.post(body)).toMatchObject({ status: 200, json: { noted: 0 } })
  expect(await at.events()).toEqual([])
  expect(await at.suppressedUntil()).toBeUndefined()
}

describe('what is no report of ours', () => {
  const cut = (from: string, length: number) => postfix({ message }).replace(from, from.slice(0, length))

  test.each<[string, () => string | Uint8Array]>([
    ['nothing', () => ''],
    ['no mail', () => '{"event": "failed"}'],
    ['bytes', () => Uint8Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256)],
    ['an answer of a person', () => `From: anna@example.com\r\nIn-Reply-To: <${message}@acme.example>\r\n\r\n5.1.1`],
    ['a mail that is handed on', () => postfix({ message }).replace('message/delivery-status', 'text/plain')],
    ['a report of a stranger’s mail', () => postfix({ message: stranger })],
    ['a report that names no mail', () => postfix({ message }).replaceAll(message, '')],
    ['a status of one word', () => cut('Action: failed', 'Action:'.length)],
    ['a mail that ends in its head', () => postfix({ message }).slice(0, 300)],
    ['a mail that ends before the other', () => postfix({ message }).split('Undelivered Message Headers')[0] ?? ''],
    ['a boundary that never comes', () => postfix({ message }).replaceAll('\r\n--4T1kX12h3Vz9rxM', '\r\n--other')],
  ])('%s changes nothing', async (_name, mail) => {
    await changesNothing(mail())
  })

  test('a failure without a status is a bounce that suppresses nobody', async () => {
    const mail = postfix({ message })
      .replace(/\r\nStatus: .*/, '')
      .replace(/\r\nDiagnostic-Code: [^]*?as it is/, '')
    expect((await at.post(mail)).json).toEqual({ noted: 1 })
    expect(await at.events()).toMatchObject([{ type: 'message.bounced', reason: 'soft' }])
    expect(await at.suppressedUntil()).toBeUndefined()
  })

  test('of thousands of recipients a few are heard', async () => {
    const group = (at: number) => `Final-Recipient: rfc822; ${at}@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n`
    const many = Array.from({ length: 10_000 }, (_, at) => group(at)).join('')
    const mail = postfix({ message, envelope: message }).replace('Final-Recipient:', () => `${many}Final-Recipient:`)
    expect((await at.post(mail)).json).toEqual({ noted: 10 })
    expect(await at.suppressedUntil()).toBeUndefined()
  })

  const mebibyte = 1024 * 1024

  test.each<[string, () => string]>([
    ['empty lines', () => '\r\n'.repeat(mebibyte / 2 - 1)],
    ['one line', () => 'x'.repeat(mebibyte)],
    ['headers', () => 'a: b\n'.repeat(mebibyte / 5)],
    ['one folded header', () => `To: a@x${'\n ,b@x'.repeat(mebibyte / 6 - 2)}`],
    ['recipients in the head', () => `To: ${'"<(,'.repeat(mebibyte / 4 - 2)}`],
    ['parts', () => `Content-Type: multipart/mixed; boundary=a\n\n${'--a\n'.repeat(mebibyte / 4 - 20)}`],
    ['parts in parts', () => nested((mebibyte / 64) | 0)],
    ['a folded field', () => filled(`Status: 5\n${' .'.repeat(10)}\n`, 20)],
    ['fields', () => filled('a\n', 2)],
    ['separators', () => filled(';', 1)],
  ])('a megabyte of %s is answered soon and changes nothing', async (_name, mail) => {
    const body = mail().slice(0, mebibyte)
    expect(body.length).toBeGreaterThan(0.9 * mebibyte)
    const begin = performance.now()
    await changesNothing(body)
    expect(performance.now() - begin).toBeLessThan(5_000)
  })

  function nested(depth: number): string {
    const levels = Array.from({ length: depth }, (_, at) => {
      const boundary = `b${String(at).padStart(12, '0')}`
      return `Content-Type: multipart/mixed; boundary=${boundary}\n\n--${boundary}\n`
    })
    return levels.join('')
  }

  /** A report whose status is nearly all of it. */
  function filled(text: string, length: number): string {
    const status = `Diagnostic-Code: smtp;${text.repeat((mebibyte / Math.max(length, text.length)) | 0)}`
    return `Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\n${status}`
  }

  test('more than a megabyte is too much', async () => {
    expect((await at.post('x'.repeat(mebibyte + 1))).status).toBe(413)
    expect((await at.post('x'.repeat(mebibyte + 1), { by: '' })).status).toBe(413)
  })
})
