/** Whatever codes an application has, the field of `<SignIn>` takes them as they are typed. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, describe, expect, test } from 'vitest'
import type { Sent } from '../src/index.ts'
import { CodeField } from '../src/react/code-field.tsx'
import { typedCode } from '../src/react/typed-code.ts'
import { openPlace, type Place } from './support/place.ts'

let place: Place
afterEach(() => place.close())

const email = 'ada@acme.example'

function fieldOf(format: Sent['codeFormat']): string {
  const props = { id: 'code', value: '', wrong: false, describedBy: 'help', field: { current: null } }
  return renderToStaticMarkup(createElement(CodeField, { ...props, format, onType: () => undefined }))
}

describe.each([
  { kind: 'digits', length: 6, typed: { kind: 'digits', length: 6 }, arches: 6 },
  { kind: 'letters', length: 8, typed: { kind: 'letters', length: 8 }, arches: 8 },
  { kind: 'alphanumeric', length: 7, typed: { kind: 'letters', length: 7 }, arches: 7 },
  { kind: 'bytes', length: 8, typed: { kind: 'text', length: 11 }, arches: 0 },
] as const)('a code of $length $kind', ({ kind, length, typed, arches }) => {
  test('is told as it is typed, fits the field and signs in', async () => {
    place = await openPlace({ code: { kind, length } })
    const { client } = place.browser()
    const sent = await client.requestMagicLink({ email })
    if (sent.status !== 'sent') throw new Error(sent.status)
    expect(sent.codeFormat).toEqual(typed)
    const { code = '' } = await place.inbox.next({ to: email })
    const taken = typedCode(` ${code}\n`, sent.codeFormat)
    expect(taken).toBe(code)
    expect(await client.verifyCode({ attemptId: sent.attemptId, code: taken })).toMatchObject({ status: 'signed-in' })
    expect(fieldOf(sent.codeFormat).split('<i ')).toHaveLength(arches + 1)
  })
})
