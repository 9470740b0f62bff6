/*
 * The script of every hosted page. A page works without it; it adds what only a browser can know: the reader's zone,
 * the seconds, the secret behind the `#`. Finds its work by `data-` attributes and keeps nothing.
 */
import { latinDigits } from '../../domain/latin-digits.ts'
import { dayAndClock } from '../day-and-clock.ts'
import { suggestAddress } from '../typo.ts'
import { sendForm } from './send-form.ts'
import { watchAttempt } from './watch-attempt.ts'

const body = document.body
const skew = Number(body.dataset.now) - Date.now()

showLocalTimes()
for (const form of all('form')) watchForm(form)
for (const field of all<HTMLElement>('.code')) lightArches(field)
for (const part of all<HTMLElement>('[data-waits]')) holdBack(part)
for (const timer of all<HTMLElement>('[data-until]')) countDown(timer)
for (const button of all<HTMLElement>('[data-copy]')) offerCopy(button)
for (const form of all<HTMLFormElement>('[data-auto]')) sendForm(form)
for (const form of all<HTMLFormElement>('[data-fragment]')) carryFragment(form)
for (const form of all<HTMLFormElement>('[data-challenge]')) workProof(form)
for (const form of all<HTMLFormElement>('[data-hints]')) hintTypos(form)
if (body.dataset.watch !== undefined) watchAttempt(body.dataset.watch)
if (body.dataset.inbox !== undefined) watchInbox(body.dataset.inbox)
if (body.dataset.calls !== undefined) callBack()

function all<E extends Element = HTMLFormElement>(selector: string): E[] {
  return [...document.querySelectorAll<E>(selector)]
}

function now(): number {
  return Date.now() + skew
}

// Latin digits in every language: times are compared with those in mails.
function showLocalTimes(): void {
  const { lang } = document.documentElement
  const language = `${lang === 'en' ? 'en-GB' : lang}-u-nu-latn`
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  for (const time of all<HTMLTimeElement>('time[data-clock]')) {
    const kind = time.dataset.clock
    const at = new Date(time.dateTime)
    const words = at.toLocaleTimeString('en', kind === 'seconds' ? { ...clock, second: '2-digit' } : clock)
    const day = at.toLocaleDateString(language, { day: 'numeric', month: 'long' })
    const further = kind === 'far' ? `${words} (${day})` : words
    ;(time.querySelector('bdi') ?? time).textContent = kind === 'day' ? dayAndClock(lang, day, words) : further
  }
}

// One press, one request: while a form is under way its button says so and takes no second press.
function watchForm(form: HTMLFormElement): void {
  form.addEventListener('submit', (event) => {
    const button = form.querySelector<HTMLElement>('[data-busy]')
    if (form.dataset.sent !== undefined) return event.preventDefault()
    if (form.dataset.challenge !== undefined && proofOf(form).value === '') return
    form.dataset.sent = ''
    if (button !== null) say(button, button.dataset.busy ?? '')
  })
  // A page that comes back from the browser's own store must not stay busy.
  addEventListener('pageshow', (event) => {
    if (event.persisted && form.dataset.sent !== undefined) location.reload()
  })
}

function say(button: HTMLElement, words: string): void {
  button.style.minInlineSize = `${button.offsetWidth}px`
  button.setAttribute('aria-disabled', 'true')
  button.textContent = words
}

function lightArches(field: HTMLElement): void {
  const input = field.querySelector('input')
  if (input === null) return
  const arches = [...field.querySelectorAll('i')]
  const foreign = field.dataset.kind === 'letters' ? /[^A-Z0-9]/g : /[^0-9]/g
  const light = (): void => {
    arches.forEach((arch, index) => {
      arch.classList.toggle('lit', index < input.value.length)
      arch.classList.toggle('next', index === input.value.length && document.activeElement === input)
    })
  }
  input.addEventListener('input', () => {
    const typed = latinDigits(input.value).normalize('NFKC').toUpperCase()
    const clean = typed.replace(foreign, '').slice(0, arches.length)
    if (clean !== input.value) input.value = clean
    field.classList.remove('no')
    light()
    const { form } = input
    if (field.dataset.sends !== undefined && clean.length === arches.length && form !== null) sendForm(form)
  })
  input.addEventListener('focus', light)
  input.addEventListener('blur', light)
  if (input.hasAttribute('aria-invalid')) input.select()
  else if (body.dataset.watch !== undefined && matchMedia('(pointer: fine)').matches) input.focus()
  light()
}

function holdBack(part: HTMLElement): void {
  const wait = Number(part.dataset.waits) - now()
  if (wait <= 0) return release(part)
  part.setAttribute('aria-disabled', 'true')
  part.addEventListener('click', (event) => {
    if (part.hasAttribute('aria-disabled')) event.preventDefault()
  })
  setTimeout(() => release(part), Math.min(wait, 2 ** 31 - 1))
}

function release(part: HTMLElement): void {
  part.removeAttribute('aria-disabled')
  for (const later of part.querySelectorAll<HTMLElement>('[data-later]')) later.hidden = true
  for (const ready of part.querySelectorAll<HTMLElement>('[data-ready]')) ready.hidden = false
}

function countDown(timer: HTMLElement): void {
  const left = Math.ceil((Number(timer.dataset.until) - now()) / 1000)
  ;(timer.closest<HTMLElement>('[data-left]') ?? timer).hidden = left <= 0
  if (left <= 0) return
  timer.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
  setTimeout(() => countDown(timer), 1000)
}

function offerCopy(button: HTMLElement): void {
  button.addEventListener('click', () => {
    const text = button.dataset.copy ?? ''
    void navigator.clipboard?.writeText(text).then(() => {
      button.textContent = button.dataset.copied ?? ''
    })
  })
}

// The secret leaves the address bar at once, and is sent only once somebody looks: a prerendered page sends nothing.
function carryFragment(form: HTMLFormElement): void {
  // A whole link put over one that lost its secret is the same document to a browser.
  addEventListener('hashchange', () => location.reload())
  const secret = location.hash.slice(1)
  const token = form.querySelector('input')
  const fallback = document.querySelector<HTMLElement>('.unscripted')
  if (secret === '' || token === null) {
    for (const line of all<HTMLElement>('.scripted')) line.hidden = true
    return fallback?.classList.add('now')
  }
  history.replaceState(null, '', location.pathname + location.search)
  const send = (): void => {
    if ('prerendering' in document && document.prerendering === true) return
    if (document.visibilityState !== 'visible' || form.dataset.sent !== undefined) return
    token.value = `${form.dataset.fragment}.${secret}`
    sendForm(form)
  }
  document.addEventListener('prerenderingchange', send)
  document.addEventListener('visibilitychange', send)
  send()
  if (fallback !== null) fallback.hidden = true
}

function watchInbox(url: string): void {
  const ask = async (): Promise<void> => {
    const answer = await fetch(url)
    const found = answer.ok ? ((await answer.json()) as { messages?: unknown[] }).messages : undefined
    if (found !== undefined && found.length > 0) location.reload()
  }
  setInterval(() => document.hidden || void ask().catch(() => undefined), 2000)
}

// Something has changed while nobody looked: the title says so until somebody does.
function callBack(): void {
  const quiet = document.title
  const blink = setInterval(() => {
    const plain = !document.hidden || document.title !== quiet
    document.title = plain ? quiet : `● ${quiet}`
    if (!document.hidden) clearInterval(blink)
  }, 1000)
}

function hintTypos(form: HTMLFormElement): void {
  const email = form.querySelector<HTMLInputElement>('#email')
  const offer = document.querySelector<HTMLElement>('#hint span')
  const take = document.querySelector<HTMLElement>('#hint button')
  if (email === null || offer === null || take === null) return
  const show = (): void => {
    const meant = suggestAddress(email.value.trim())
    take.textContent = meant ?? ''
    offer.hidden = meant === undefined
  }
  // A press that takes the focus away must still find its button where it was.
  let pressing = false
  addEventListener('pointerdown', () => (pressing = true), true)
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => (pressing = false), true)
  email.addEventListener('change', () => {
    if (pressing) addEventListener('pointerup', () => setTimeout(show), { once: true })
    else setTimeout(show)
  })
  take.addEventListener('click', (event) => {
    event.preventDefault()
    email.value = take.textContent ?? ''
    offer.hidden = true
    email.focus()
  })
}

function proofOf(form: HTMLFormElement): HTMLInputElement {
  return form.elements.namedItem('proof') as HTMLInputElement
}

// Begins at once, so that most readers never wait; who presses before it is done is sent on when it is.
function workProof(form: HTMLFormElement): void {
  const { challenge = '', bits = '0', working = '' } = form.dataset
  const button = form.querySelector<HTMLElement>('[data-busy]')
  // WebCrypto exists only in secure contexts; elsewhere the sentence about asking later stays.
  if (crypto.subtle === undefined || button === null) return
  for (const sentence of all<HTMLElement>('[data-without-proof]')) sentence.hidden = true
  let pressed = false
  form.addEventListener('submit', (event) => {
    if (proofOf(form).value !== '') return
    event.preventDefault()
    pressed = true
    say(button, working)
  })
  void findProof(challenge, Number(bits)).then((proof) => {
    proofOf(form).value = proof
    if (pressed) sendForm(form)
  })
}

async function findProof(challenge: string, bits: number): Promise<string> {
  const text = new TextEncoder()
  const slice = 256
  for (let start = 0; ; start += slice) {
    const tries = Array.from({ length: slice }, (_, index) => `${challenge}.${start + index}`)
    const digests = await Promise.all(tries.map((each) => crypto.subtle.digest('SHA-256', text.encode(each))))
    const found = tries.find((_, index) => leadingZeros(new Uint8Array(digests[index] ?? new ArrayBuffer())) >= bits)
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve))
  }
}

function leadingZeros(digest: Uint8Array): number {
  const index = digest.findIndex((byte) => byte !== 0)
  return index < 0 ? digest.length * 8 : index * 8 + Math.clz32(digest[index] ?? 0) - 24
}
