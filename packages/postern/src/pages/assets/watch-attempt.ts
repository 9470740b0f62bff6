/* How the waiting page learns what became of its attempt: by the stream of events, and by asking where none comes. */
import { sendForm } from './send-form.ts'

/** The stream's first event is there at once, unless something on the way holds it back with all that follow. */
const firstEvent = 5000
/** Browsers open a lost stream again after three to five seconds. */
const reopened = 5000
const pause = 3000

export function watchAttempt(url: string): void {
  // The answer to a wrong code stands here as well: a reload must not type that code once more.
  const page = url.replace('/attempts/', '/check-email/')
  if (location.pathname !== page) history.replaceState(null, '', page)
  let done = false
  const settle = (state: unknown): void => {
    if (done || typeof state !== 'string' || state === 'waiting') return
    // The answer to what this page has sent knows the way on; a reload would cut it off.
    if (document.querySelector('form[data-sent]') !== null) return
    done = true
    const claim = document.querySelector<HTMLFormElement>('#claim')
    if (state === 'approved' && claim !== null) sendForm(claim)
    else location.reload()
  }
  const ask = async (): Promise<void> => {
    const answer = await fetch(url, { headers: { accept: 'application/json' } })
    if (answer.ok) settle(((await answer.json()) as { state?: unknown }).state)
    else if (answer.status < 500 && answer.status !== 429) settle('unknown')
  }
  const poll = async (): Promise<void> => {
    await ask().catch(() => undefined)
    if (!done) setTimeout(() => void poll(), pause)
  }
  listen(url, settle, () => setTimeout(() => void poll(), pause))
  // A laptop that slept has missed events.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void ask().catch(() => undefined)
  })
}

/** Tells each state; gives up, once, where the stream is refused or silent. */
function listen(url: string, tell: (state: unknown) => void, giveUp: () => void): void {
  const events = new EventSource(`${url}/events`)
  const close = (): void => {
    events.close()
    giveUp()
  }
  let silence = setTimeout(close, firstEvent)
  events.addEventListener('state', ({ data }) => {
    clearTimeout(silence)
    tell(data)
  })
  events.addEventListener('error', () => {
    clearTimeout(silence)
    if (events.readyState === EventSource.CLOSED) close()
    else silence = setTimeout(close, reopened + firstEvent)
  })
}
