import { deflateSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { type Installation, install } from '../../../test/in-process.ts'

const open: Installation[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function acme() {
  const at = await install()
  open.push(at)
  await at.tenant('acme')
  await at.application('acme', 'shop')
  const own = await at.key({ tenant: 'acme' })
  const send = async (method: string, path: string, body?: object, key: string = own) => {
    const answer = await at.runtime.app.request(`https://sign-in.example.com/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, json: (text === '' ? {} : JSON.parse(text)) as Record<string, string> }
  }
  return { at, send }
}

/** A header that says how large it is is all that is looked at. */
function png(width: number, height: number, more = 0): string {
  const header = Buffer.alloc(33)
  header.write('89504e470d0a1a0a0000000d49484452', 'hex')
  header.writeUInt32BE(width, 16)
  header.writeUInt32BE(height, 20)
  return Buffer.concat([header, deflateSync(Buffer.alloc(8)), Buffer.alloc(more)]).toString('base64')
}

test('a logo is uploaded, worn by pages, and served from our own origin as the picture that it is', async () => {
  const { at, send } = await acme()
  const made = await send('POST', '/logos', { data: png(288, 64) })
  expect(made).toMatchObject({ status: 201, json: { type: 'image/png', width: 288, height: 64 } })
  expect(made.json).not.toHaveProperty('data')
  expect(await send('POST', '/logos', { data: png(288, 64) })).toMatchObject({
    status: 200,
    json: { id: made.json['id'] },
  })
  const theme = { id: '_', logo: made.json['id'], logoInMails: true }
  expect((await send('POST', '/themes', theme)).status).toBe(201)
  const page = await at.visitor().get('/t/acme/auth/sign-in')
  const src = /<img src="([^"]+)"/.exec(page.text)?.[1] ?? ''
  expect(src).toBe(`/t/acme/auth/assets/logo/${made.json['id']}/logo`)
  const picture = await at.runtime.app.request(`https://sign-in.example.com${src}`)
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  expect(Buffer.from(await picture.arrayBuffer()).toString('base64')).toBe(png(288, 64))
  await at.visitor().json('/t/acme/auth/magic-link', { email: 'a@example.com' })
  expect((await at.mailTo('a@example.com')).html).toContain(`<img src="https://sign-in.example.com${src}"`)
})

test('mails have no picture unless the theme says so', async () => {
  const { at, send } = await acme()
  const { json } = await send('POST', '/logos', { data: png(10, 10) })
  await send('POST', '/themes', { id: '_', logo: json['id'] })
  await at.visitor().json('/t/acme/auth/magic-link', { email: 'a@example.com' })
  expect((await at.mailTo('a@example.com')).html).not.toContain('<img')
})

test.each([
  [
    'an SVG',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'),
    'must be a PNG, JPEG or WebP picture',
  ],
  ['a long one', png(10, 10, 262_144), 'must be 256 KiB at most'],
  ['a wide one', png(4000, 10), 'must be 2048 pixels wide and high at most, and is 4000 × 10'],
])('%s is refused', async (_name, data, why) => {
  const { send } = await acme()
  expect(await send('POST', '/logos', { data })).toMatchObject({
    status: 400,
    json: { errors: [{ path: 'body.data', why }] },
  })
})

test('one just small enough is taken', async () => {
  const { send } = await acme()
  expect((await send('POST', '/logos', { data: png(10, 10, 262_000) })).status).toBe(201)
})

test('another tenant’s logo is unknown, to themes and to pages', async () => {
  const { at, send } = await acme()
  const { json } = await send('POST', '/logos', { data: png(10, 10) })
  await at.tenant('other')
  await at.application('other', 'else')
  const key = await at.key({ tenant: 'other' })
  expect(await send('POST', '/themes', { id: '_', logo: json['id'] }, key)).toMatchObject({
    status: 400,
    json: { errors: [{ path: 'body.logo' }] },
  })
  expect((await at.visitor().get(`/t/other/auth/assets/logo/${json['id']}/logo`)).status).toBe(404)
})

test('themes and sentences are changed member by member', async () => {
  const { send } = await acme()
  await send('POST', '/themes', { id: 'shop', light: { link: '#0d6a44' }, radius: 4 })
  expect(await send('PATCH', '/themes/shop', { light: { ink: '#101010' }, radius: null })).toMatchObject({
    status: 200,
    json: { light: { link: '#0d6a44', ink: '#101010' } },
  })
  await send('POST', '/texts', { id: '_', en: { 'pages.signIn.lede': 'One.' } })
  const changed = await send('PATCH', '/texts/_', { de: { 'pages.signIn.lede': 'Eins.' } })
  expect(changed.json).toMatchObject({ en: { 'pages.signIn.lede': 'One.' }, de: { 'pages.signIn.lede': 'Eins.' } })
  const cleared = await send('PATCH', '/texts/_', { en: { 'pages.signIn.lede': null } })
  expect(cleared.json).toMatchObject({ en: {} })
})

test('a logo that a theme wears is not removed, and one that none wears any more is', async () => {
  const { send } = await acme()
  const [worn, other] = [
    await send('POST', '/logos', { data: png(10, 10) }),
    await send('POST', '/logos', { data: png(9, 9) }),
  ]
  await send('POST', '/themes', { id: '_', logo: other.json['id'] })
  await send('POST', '/themes', { id: 'shop', logo: worn.json['id'] })
  const remove = () => send('DELETE', `/logos/${worn.json['id']}`)
  expect(await remove()).toMatchObject({
    status: 409,
    json: { code: 'in-use', detail: 'The theme `shop` wears it: give that another logo, or none.' },
  })
  await send('PATCH', '/themes/shop', { logo: null })
  expect((await remove()).status).toBe(204)
})
