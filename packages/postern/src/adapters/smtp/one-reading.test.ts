/** An address that two parsers read differently goes to somebody else: what we take has one reading, nodemailer's too. */
import fc from 'fast-check'
import addressparser from 'nodemailer/lib/addressparser'
import { expect, test } from 'vitest'
import { parseEmailAddress } from '../../domain/email-address.ts'
import type { Rendered } from '../../domain/message.ts'
import { compose } from './compose.ts'
import { envelopeOf } from './envelope.ts'

const piece = fc.constantFrom(
  ...'aB1@.,;:<>()[]"\\\'`%!#&*+/=?^_{|}~- \t\n\u0000üﬁ',
  'com',
  '=?utf-8?q?a?=',
  'xn--',
  '＠',
)
const hostile = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
const plausible = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 6 }), fc.stringMatching(/^[a-z0-9-]{1,6}$/))
  .map(([local, label]) => `${local.join('')}@${label}.com`)
const input = fc.oneof(hostile, plausible, fc.emailAddress())

test('nodemailer reads each address that is taken as one mailbox, the same', () => {
  let taken = 0
  fc.assert(
    fc.property(input, (text) => {
      const address = parseEmailAddress(text)?.address
      if (address === undefined) return
      taken++
      expect(addressparser(address)).toEqual([{ name: '', address }])
    }),
    { numRuns: 20_000 },
  )
  expect(taken).toBeGreaterThan(2_000)
})

test('the header and the envelope of a mail name that mailbox and no other', async () => {
  await fc.assert(
    fc.asyncProperty(plausible, async (text) => {
      const to = parseEmailAddress(text)?.address
      if (to === undefined) return
      const mail = await compose({
        from: { name: 'Acme', address: 'no-reply@acme.example' },
        to,
        subject: 'Sign in',
        text: 'a',
        html: '<p>a</p>',
        messageId: '<m@acme.example>',
      } as Rendered)
      const [, header = ''] = /^To: (.*(?:\r\n[ \t].*)*)\r\n/m.exec(mail.bytes.toString('latin1')) ?? []
      expect(addressparser(header.replace(/\r\n/g, ''))).toEqual([{ name: '', address: to }])
      expect(envelopeOf(mail).to).toEqual([{ name: '', address: to }])
    }),
    { numRuns: 500 },
  )
})
