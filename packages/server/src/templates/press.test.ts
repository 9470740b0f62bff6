import { afterEach, expect, test } from 'vitest'
import type { TemplateParts } from './job.ts'
import { createPress, type Press } from './press.ts'

const presses: Press[] = []
afterEach(() => Promise.all(presses.splice(0).map((press) => press.close())))

function press(limit = 3_000): Press {
  const made = createPress({ limit, workers: 1 })
  presses.push(made)
  return made
}

const parts = (more: Partial<TemplateParts> = {}): TemplateParts => ({ subject: 's', html: '<p>', text: 't', ...more })
const printed = (more: Partial<TemplateParts>, variables: object = {}) =>
  press().print({ parts: parts(more), variables: [variables] })

test('variables, conditions and loops are written, and HTML is escaped where text is not', async () => {
  const source = '{% for one in state %}{{ one[0] }}={{ one[1] }};{% endfor %}{% if user %}{{ user.name }}{% endif %}'
  const done = await printed({ html: source, text: source }, { state: { a: '<b>' }, user: { name: 'Ada & "Co"' } })
  expect(done).toMatchObject({
    kind: 'written',
    results: [{ html: 'a=&lt;b&gt;;Ada &amp; &#34;Co&#34;', text: 'a=<b>;Ada & "Co"' }],
  })
})

test.each([
  '{% include "x" %}',
  '{% render "/etc/passwd" %}',
  '{% layout "x" %}',
  '{% raw %}x{% endraw %}',
  '{% liquid echo "x" %}',
  '{{ "<b>" | raw }}',
  '{{ "x" | date: "%9999999999d" }}',
  '{{ "x" | strip_html }}',
])('%s does not exist', async (html) => {
  const why = expect.stringMatching(/^tag "\w+" not found|^undefined filter: /)
  expect(await printed({ html })).toMatchObject({ kind: 'failed', faults: [{ part: 'html', why }] })
})

test('nothing of the language below the template can be reached', async () => {
  const text = '{{ user.constructor }}{{ user.__proto__ }}{{ "a".constructor.constructor }}{{ state.toString }}'
  expect(await printed({ text }, { user: {}, state: {} })).toMatchObject({ kind: 'written', results: [{ text: '' }] })
})

test('a subject is one line, whatever the variables hold', async () => {
  const done = await printed({ subject: 'Hi {{ user.name }}' }, { user: { name: 'Ada\r\nBcc: eve@example.com\u202e' } })
  expect(done).toMatchObject({ results: [{ subject: 'Hi Ada Bcc: eve@example.com' }] })
})

test.each([
  ['a loop without end', '{% for a in (1..99999999) %}{% for b in (1..99999999) %}{% endfor %}{% endfor %}'],
  ['loops within loops', `${'{% for a in (1..2000) %}'.repeat(4)}x${'{% endfor %}'.repeat(4)}`],
  ['text that doubles', `{% assign a = "xxxxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(30)}{{ a }}`],
  [
    'a text that is split in vain',
    '{% assign a = "x" %}{{ a | times: 99 | split: "" | join: "" | truncate: 99999999999 }}{% for i in (1..9999999) %}{{ i }}{% endfor %}',
  ],
])('%s ends within its time, and the next mail is written', async (_name, html) => {
  const one = press(1_000)
  await one.print({ parts: parts(), variables: [{}] })
  const began = performance.now()
  const done = await one.print({ parts: parts({ html }), variables: [{}] })
  expect(done.kind).not.toBe('written')
  expect(performance.now() - began).toBeLessThan(8_000)
  expect(await one.print({ parts: parts({ text: 'still here' }), variables: [{}] })).toMatchObject({
    results: [{ text: 'still here' }],
  })
})

test('a worker that has not written by its time is ended, whatever it would have said', async () => {
  // Liquid itself gives up after 200 milliseconds.
  const html =
    '{% for a in (1..999) %}{% for b in (1..999) %}{% for c in (1..999) %}{% endfor %}{% endfor %}{% endfor %}'
  const done = await press(50).print({ parts: parts({ html }), variables: [{}] })
  expect(done).toEqual({ kind: 'lost', why: 'too-slow' })
})

test('the same key is compiled once', async () => {
  const one = press()
  await one.print({ key: 'a', parts: parts({ text: 'first' }), variables: [{}] })
  const again = await one.print({ key: 'a', parts: parts({ text: 'second' }), variables: [{}] })
  expect(again).toMatchObject({ results: [{ text: 'first' }] })
})

test('names that a template takes from outside are told, its own are not', async () => {
  const text =
    '{% assign own = user.name %}{{ own }}{% for one in state %}{{ one.size }}{% endfor %}{{ user.data["x"].y }}'
  const done = await printed({ text })
  expect(done.kind === 'written' && [...done.names.text].sort()).toEqual([
    ['state'],
    ['user', 'data', 'x', 'y'],
    ['user', 'name'],
  ])
})

test.each(['<script>x</script>', '<img src=x onerror="x">', '<a href="javascript:x">', '<form>', '<IFRAME src=x>'])(
  '%s is refused',
  async (html) => {
    expect(await printed({ html })).toMatchObject({ kind: 'failed', faults: [{ part: 'html' }] })
  },
)

test('templates full of names, one after the other, do not end the worker that others wait for', async () => {
  const made = press(10_000)
  const full = '{{a}}'.repeat(1_500)
  const ends: string[] = []
  for (let count = 0; count < 28; count++) {
    const done = await made.print({ key: String(count), parts: parts({ html: full, text: full }), variables: [{}] })
    ends.push(done.kind === 'lost' ? done.why : done.kind)
  }
  expect(ends).not.toContain('died')
}, 120_000)
