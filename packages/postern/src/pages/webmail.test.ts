import { expect, test } from 'vitest'
import { webmailFor } from './webmail.ts'

test('a known mailbox is opened with a search for our sender', () => {
  expect(webmailFor('Ada@GMAIL.com', 'no-reply+a&b@linden.example')).toEqual({
    name: 'Gmail',
    url: 'https://mail.google.com/mail/u/0/#search/in%3Aanywhere%20from%3Ano-reply%2Ba%26b%40linden.example%20newer_than%3A1d',
  })
})

test.each(['outlook.com', 'yahoo.de', 'proton.me', 'icloud.com', 'gmx.net', 'web.de'])('%s is known', (domain) => {
  expect(webmailFor(`ada@${domain}`, 'a@b.example')?.url).toMatch(/^https:\/\//)
})

test('the address of the reader never stands in the link', () => {
  expect(webmailFor('ada.secret@gmail.com', 'a@b.example')?.url).not.toContain('ada')
})

test('an unknown mailbox has no link', () => {
  expect(webmailFor('ada@example.com', 'a@b.example')).toBeUndefined()
})
