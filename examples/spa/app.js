import { createClient } from '/client.js'
import { keep, takeToken } from '/session.js'

// First of all: whatever fails below, the secret is no longer in the address bar.
const arrived = takeToken()

const api = document.querySelector('meta[name=api]').content
const auth = createClient({ baseUrl: `${api}/auth`, mode: 'bearer', storage: keep })
const part = (id) => document.getElementById(id)
let attemptId

const say = (text) => {
  part('status').textContent = text
}

const show = (...ids) => {
  for (const id of ['ask', 'type', 'confirm', 'leave']) part(id).hidden = !ids.includes(id)
}

const onSubmit = (id, act) =>
  part(id).addEventListener('submit', (event) => {
    event.preventDefault()
    act(Object.fromEntries(new FormData(event.target))).catch((error) => say(error.message))
  })

onSubmit('ask', async ({ email }) => {
  const sent = await auth.requestMagicLink({ email })
  if (sent.status !== 'sent') return say(sent.status)
  attemptId = sent.attemptId
  show('type')
  say(`Look into your mail. Your number is ${sent.number}.`)
  await finish(await auth.waitForSignIn(attemptId))
})

onSubmit('type', async ({ code }) => finish(await auth.verifyCode({ attemptId, code })))

// A browser that did not ask must show that it knows whom the mail was for.
onSubmit('confirm', async ({ email }) => finish(await auth.verifyMagicLink(arrived, { email })))
part('leave').addEventListener('click', () => auth.signOut().then(home))

const start = arrived ? auth.verifyMagicLink(arrived).then(finish) : home()
start.catch((error) => say(error.message))

async function finish(outcome) {
  if (outcome.status === 'signed-in') return home()
  if (outcome.status === 'confirm-needed') show('confirm')
  say(outcome.status)
}

async function home() {
  const user = await auth.getUser()
  part('notes').replaceChildren()
  show(user ? 'leave' : 'ask')
  say(user ? user.email : '')
  if (!user) return
  const { notes } = await (await auth.fetch(`${api}/notes`)).json()
  for (const note of notes) part('notes').append(Object.assign(document.createElement('li'), { textContent: note }))
}
