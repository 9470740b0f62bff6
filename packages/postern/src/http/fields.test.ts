import fc from 'fast-check'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { type ReadFields, readFields } from './fields.ts'
import type { Env } from './headers.ts'

async function read(body: string | undefined, type: string | undefined, more: Readonly<Record<string, string>> = {}) {
  let found: ReadFields | undefined
  const app = new Hono<Env>().post('/', async (c) => {
    found = await readFields(c)
    return c.body(null)
  })
  const headers = { ...(type === undefined ? {} : { 'content-type': type }), ...more }
  await app.request('/', { method: 'POST', headers, ...(body === undefined ? {} : { body }) })
  return found
}

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'
const fieldsOf = (found: ReadFields | undefined) =>
  found?.kind === 'fields' ? Object.fromEntries(found.fields) : found?.kind

test('a flat JSON object and a form are the same fields', async () => {
  const fields = { email: 'ada@example.com', code: '123456' }
  expect(fieldsOf(await read(JSON.stringify(fields), json))).toEqual(fields)
  expect(fieldsOf(await read(new URLSearchParams(fields).toString(), form))).toEqual(fields)
  expect(fieldsOf(await read(JSON.stringify(fields), 'Application/Problem+JSON; charset=utf-8'))).toEqual(fields)
})

test('numbers and booleans are their text, and null is nothing', async () => {
  expect(fieldsOf(await read('{"code":123456,"sure":true,"email":null}', json))).toEqual({
    code: '123456',
    sure: 'true',
  })
})

test('no body is no fields', async () => {
  expect(fieldsOf(await read(undefined, undefined))).toEqual({})
  expect(fieldsOf(await read('', json))).toEqual({})
})

test('names that come twice, however they are written, are body-invalid', async () => {
  for (const body of ['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"a":1, "a" :2}', '{"a":"x","b":"y","a":null}'])
    expect(fieldsOf(await read(body, json))).toBe('body-invalid')
  for (const body of ['a=1&a=2', 'a=1&%61=2', 'a&a']) expect(fieldsOf(await read(body, form))).toBe('body-invalid')
})

test('text with NUL or half a letter is body-invalid', async () => {
  for (const body of ['{"a":"\\u0000"}', '{"a":"x\\ud83d"}', '{"a":"\\ude00x"}'])
    expect(fieldsOf(await read(body, json))).toBe('body-invalid')
  for (const body of ['a=%00', 'a=x%00y']) expect(fieldsOf(await read(body, form))).toBe('body-invalid')
  expect(fieldsOf(await read('{"a":"\\ud83d\\ude00\\\\u0000"}', json))).toEqual({ a: '😀\\u0000' })
})

test('strings that look like names are strings', async () => {
  const fields = { a: '"b":1,"a":2', b: '\\":', c: '{"a":1}' }
  expect(fieldsOf(await read(JSON.stringify(fields), json))).toEqual(fields)
})

test('every flat record of strings comes out as it went in, __proto__ included', async () => {
  const names = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'a"b', 'a:b', '\\'))
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(names, fc.string()), { selector: ([name]) => name, maxLength: 6 }),
      async (pairs) => {
        const body = `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`
        const found = await read(body, json)
        expect(found?.kind === 'fields' && [...found.fields].sort()).toEqual([...pairs].sort())
      },
    ),
    { numRuns: 200 },
  )
})

test('anything but a flat object is body-invalid', async () => {
  for (const body of [
    '[]',
    '1',
    'null',
    '"x"',
    '{',
    '{"a":{}}',
    '{"a":[]}',
    '{"a":{"b":1}}',
    '{"__proto__":{"a":1}}',
    '\ufeff1',
    'a=1',
  ])
    expect([body, fieldsOf(await read(body, json))]).toEqual([body, 'body-invalid'])
})

test('other media types are refused', async () => {
  for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/xml', 'application/jsonp', 'x'])
    expect(fieldsOf(await read('{"a":"b"}', type))).toBe('media-type-unsupported')
})

test('64 KiB are read, one byte more is too large, whatever length is claimed', async () => {
  const fits = `{"x":"${'x'.repeat(64 * 1024 - 8)}"}`
  expect(fieldsOf(await read(fits, json))).toEqual({ x: 'x'.repeat(64 * 1024 - 8) })
  for (const more of [
    {},
    { 'content-length': String(fits.length + 1) },
    { 'content-length': '3' },
    { 'content-length': 'x' },
  ])
    expect(fieldsOf(await read(`${fits} `, json, more))).toBe('too-large')
})
