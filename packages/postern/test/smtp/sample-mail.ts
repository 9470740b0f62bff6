import type { Rendered } from '../../src/domain/message.ts'

/** What a secret or an address in a word would be noticed by. */
export const linkSecret = 'Zm9vYmFyLXNlY3JldC1vZi10aGUtbGluay1pbi10ZXN0'
export const recipient = 'ada.lovelace@acme.example'

export const never: AbortSignal = new AbortController().signal

export function sampleMail(changes: Partial<Rendered> = {}): Rendered {
  return {
    messageId: '<01jd9z3k5m0000000000000msg@mail.acme.example>',
    from: { name: 'Acme', address: 'no-reply@mail.acme.example' },
    to: recipient,
    subject: '482 931 is your code for Acme',
    text: `Your code\n\n482931\n\nhttps://app.example.com/auth/link/01jd9z3k5m0000000000000att#${linkSecret}\n.\n.. end\n`,
    html: `<p><a href="https://app.example.com/auth/link/01jd9z3k5m0000000000000att#${linkSecret}">Sign in</a></p>`,
    facts: { kind: 'sign-in' },
    ...changes,
  }
}
