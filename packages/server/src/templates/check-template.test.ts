import { afterAll, expect, test, vi } from 'vitest'
import { faultsOn, templateFaults } from './check-template.ts'
import { createPress } from './press.ts'
import { mailKinds, readTemplateName, type TemplateName } from './template-name.ts'

// To start a thread is slow on a busy machine: what is asked many times is asked of one.
vi.setConfig({ testTimeout: 60_000 })
const press = createPress({ workers: 1, limit: 5_000 })

afterAll(() => press.close())

const plain = {
  subject: '{{ code }} for {{ application.name }}',
  html: '<p>{{ code }} <a href="{{ link }}">go</a></p>',
  text: '{{ code }} {{ link }} {% if user.name %}{{ user.name }}{% endif %} {{ state.cart }}',
}
const signIn: TemplateName = { kind: 'sign-in' }

test('a template with code and link in both parts may be saved', async () => {
  expect(await templateFaults(signIn, plain)).toEqual([])
})

test.each([
  ['a part without the code', { text: '{{ link }}' }, 'text', 'must always carry {{ code }}'],
  [
    'a code only where there is a user',
    { html: '{{ link }}{% if user %}{{ code }}{% endif %}' },
    'html',
    'must always carry {{ code }}',
  ],
  ['no subject', { subject: '{{ user.name }}' }, 'subject', 'must not be empty'],
  [
    'a mistyped name',
    { text: `${plain.text}{{ user.nmae }}` },
    'text',
    'names user.nmae, which there is not in this mail',
  ],
  [
    'a name of another mail',
    { text: `${plain.text}{{ undoLink }}` },
    'text',
    'names undoLink, which there is not in this mail',
  ],
  [
    'an attribute without quotes',
    { html: `${plain.html}<a href={{ user.name }}>x</a>` },
    'html',
    'must put values of attributes into quotes: href="{{ link }}"',
  ],
  [
    'a script in a branch that no sample takes',
    { html: `${plain.html}{% if state.x %}<script>1</script>{% endif %}` },
    'html',
    'must not have a script',
  ],
  [
    'a code in a comment',
    { html: '<!-- {{ code }} --><a href="{{ link }}">Sign in</a>' },
    'html',
    'must always carry {{ code }}',
  ],
  [
    'a link that is an image’s address',
    { html: '{{ code }}<img src="{{ link }}" alt="">' },
    'html',
    'must always carry {{ link }}',
  ],
  [
    'a comment that never ends, behind which nothing that is added shows',
    { html: `${plain.html}<!-- the end` },
    'html',
    'must always carry {{ cancelLink }}',
  ],
  [
    'a script in pieces',
    { html: `${plain.html}<scr{% comment %}{% endcomment %}ipt>` },
    'html',
    'becomes a mail with a script',
  ],
])('%s is refused', async (_name, parts, path, why) => {
  expect(await faultsOn(press, signIn, { ...plain, ...parts })).toContainEqual({ path, why })
})

test('a template that cannot be parsed is refused with its place', async () => {
  const [fault, ...more] = await templateFaults(signIn, { ...plain, html: '<p>{% if %}' })
  expect(more).toEqual([])
  expect(fault).toMatchObject({ path: 'html', why: expect.stringMatching(/line:1/) })
})

test('a template that never ends is refused', async () => {
  const text = `${'{% for a in (1..3000) %}'.repeat(5)}x`
  expect((await templateFaults(signIn, { ...plain, text: text + '{% endfor %}'.repeat(5) })).length).toBeGreaterThan(0)
})

test.each(mailKinds)('our own sentences make a whole mail of kind %s', async (kind) => {
  const carried = '{% if code %}{{ code }}{% endif %} {% if link %}{{ link }}{% endif %}'
  const parts = { subject: '{{ words.subject }}', html: `{{ words.heading }} ${carried}`, text: carried }
  const faults = await faultsOn(press, { kind }, parts)
  // A kind without code or link does not know their names.
  expect(faults.filter(({ why }) => !why.startsWith('names '))).toEqual([])
})

test('an id says application, kind and language', () => {
  expect(readTemplateName('shop.sign-in.de')).toEqual({ application: 'shop', kind: 'sign-in', locale: 'de' })
  expect(readTemplateName('_.invitation._')).toEqual({ kind: 'invitation' })
  for (const id of ['sign-in', 'a.b.c', '_.sign-in.xx', '../x.sign-in._', '_.custom._']) {
    expect(readTemplateName(id)).toBeUndefined()
  }
})
