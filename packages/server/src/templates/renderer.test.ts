import type { Id } from 'postern/kit'
import { afterEach, expect, test, vi } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'
import { eraseTenant } from '../resources/erase-tenant.ts'
import { system } from '../resources/resource.ts'
import { change, create, remove, restore, type Shelving } from '../resources/shelf.ts'
import { type TemplateDocument, templates } from '../resources/template.ts'
import { tenants } from '../resources/tenant.ts'

// Each save starts a thread, which a busy machine does slowly.
vi.setConfig({ testTimeout: 60_000 })

const open: Installation[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function acme(): Promise<Installation> {
  const made = await install()
  open.push(made)
  await made.tenant('acme')
  await made.application('acme', 'shop')
  return made
}

const parts = (mark: string): TemplateDocument => ({
  subject: `${mark} {{ code }}`,
  html: `<html><body><p>${mark} {{ code }} <a href="{{ link }}">go</a> {{ user.name }}</p></body></html>`,
  text: `${mark} {{ code }} {{ link }} {{ user.name }} {{ timeToLive }}`,
})

const tenant = 'acme' as Id<'tenant'>

async function save(at: Installation, id: string, value: TemplateDocument): Promise<Shelving<TemplateDocument>> {
  const outcome = await create({ desk: at.desk, resource: templates, tenant }, { id, value })
  expect(outcome.kind).toBe('done')
  return outcome
}

async function ask(at: Installation, email: string, locale = 'en') {
  const asked = await at.visitor().json('/t/acme/auth/magic-link', { email, locale })
  expect(asked.status).toBe(200)
  return at.mailTo(email)
}

test('the application’s template is nearer than the tenant’s, and a language nearer than all', async () => {
  const at = await acme()
  expect((await ask(at, 'a@example.com')).subject).toMatch(/ is your shop code$/)
  await save(at, '_.sign-in._', parts('TENANT'))
  expect((await ask(at, 'b@example.com')).subject).toMatch(/^TENANT /)
  await save(at, '_.sign-in.de', parts('DEUTSCH'))
  expect((await ask(at, 'c@example.com', 'de')).subject).toMatch(/^DEUTSCH /)
  expect((await ask(at, 'd@example.com')).subject).toMatch(/^TENANT /)
  await save(at, 'shop.sign-in._', parts('SHOP'))
  expect((await ask(at, 'e@example.com', 'de')).subject).toMatch(/^SHOP /)
})

test('a template is not another tenant’s', async () => {
  const at = await acme()
  await at.tenant('other')
  await at.application('other', 'else')
  await save(at, '_.sign-in._', parts('ACME'))
  await at.visitor().json('/t/other/auth/magic-link', { email: 'a@example.com' })
  expect((await at.mailTo('a@example.com')).subject).not.toContain('ACME')
})

test('code and link of the mail are those that work, and what stops it is added to both parts', async () => {
  const at = await acme()
  await save(at, '_.sign-in._', parts('T'))
  const mail = await ask(at, 'a@example.com')
  expect(mail.subject).toBe(`T ${mail.facts.code}`)
  expect(mail.text).toContain(mail.facts.link)
  expect(mail.text).toMatch(/You did not ask\? This stops it:\nhttps:\S+\/cancel#/)
  expect(mail.html).toMatch(
    /You did not ask\? This stops it: <a href="https:[^"]+\/cancel#[^"]+">This wasn’t me<\/a><\/p>\n<\/body>/,
  )
})

test('what stops it is added where the template has it in a comment only, and where a comment has the end', async () => {
  const at = await acme()
  const hidden = parts('T')
  await save(at, '_.sign-in._', { ...hidden, html: `<!-- {{ cancelLink }} -->${hidden.html}<!-- </body> -->` })
  const mail = await ask(at, 'a@example.com')
  expect(mail.html.replaceAll(/<!--.*?-->/gs, '')).toMatch(/<a href="https:[^"]+\/cancel#[^"]+">This wasn’t me<\/a>/)
})

test('a template that changes is used at once', async () => {
  const at = await acme()
  await save(at, '_.sign-in._', parts('ONE'))
  await ask(at, 'a@example.com')
  await change(
    { desk: at.desk, resource: templates, tenant },
    { id: '_.sign-in._', patch: { subject: 'TWO {{ code }}' } },
  )
  expect((await ask(at, 'b@example.com')).subject).toMatch(/^TWO /)
})

test('the template of an erased tenant that came back is the new one, of the same name and version', async () => {
  const at = await acme()
  await save(at, '_.sign-in._', parts('OLD'))
  expect((await ask(at, 'a@example.com')).subject).toMatch(/^OLD /)
  const where = { desk: at.desk, resource: tenants, tenant: system }
  await remove(where, { id: 'acme' })
  expect((await eraseTenant(at.desk, 'acme')).kind).toBe('done')
  await restore(where, { id: 'acme', version: 1, keeps: [] })
  await at.application('acme', 'shop')
  const made = await save(at, '_.sign-in._', parts('NEW'))
  expect(made.kind === 'done' && made.document.version).toBe(1)
  expect((await ask(at, 'b@example.com')).subject).toMatch(/^NEW /)
})

test('a template that was stored broken costs nobody the mail, and an event tells of it once', async () => {
  const at = await acme()
  const { store, clock } = at.desk.ports
  const broken = {
    ...parts('X'),
    text: '{% for a in (1..9000) %}{% for b in (1..9000) %}{{ a }}{% endfor %}{% endfor %}',
  }
  const place = { tenant, now: clock.now(), kind: 'template', id: '_.sign-in._', version: 0 }
  await store.documents.put({ ...place, json: JSON.stringify(broken) })
  for (const email of ['a@example.com', 'b@example.com']) {
    expect((await ask(at, email)).subject).toMatch(/ is your shop code$/)
  }
  const { items } = await store.events.list({ tenant, now: clock.now(), limit: 100 })
  const told = items.filter(({ type }) => type === 'template.failed')
  expect(told).toMatchObject([{ about: { kind: 'template', id: '_.sign-in._', version: '1' } }])
  await expect(open.splice(0)[0]?.close()).rejects.toMatchObject({
    errors: [{ message: expect.stringMatching(/^A template could not be used: /) }],
  })
})

test('templates are saved for applications that there are', async () => {
  const at = await acme()
  const outcome = await create(
    { desk: at.desk, resource: templates, tenant },
    { id: 'nobody.sign-in._', value: parts('x') },
  )
  expect(outcome).toMatchObject({ kind: 'invalid', faults: [{ path: 'id' }] })
})
