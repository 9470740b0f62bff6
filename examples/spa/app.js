import { createClient } from '/client.js'
import { keep, takeToken } from '/session.js'

// First of all: whatever fails below, the secret is no longer in the address bar.
const arrived = takeToken()

const api = document.querySelector('meta[name=api]').content
const auth = createClient({ baseUrl: `${api}/auth`, mode: 'bearer', storage: keep })
const part = (id) => document.getElementById(id)
let attemptId
let isInside = false

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
  finish(await auth.waitForSignIn(attemptId))
})

onSubmit('type', async ({ code }) => finish(await auth.verifyCode({ attemptId, code })))

// A browser that did not ask must show that it knows whom the mail was for.
onSubmit('confirm', async ({ email }) => finish(await auth.verifyMagicLink(arrived, { email })))
part('leave').addEventListener('click', () => auth.signOut().catch(({ message }) => say(message)))

const start = arrived ? auth.verifyMagicLink(arrived).then(finish) : Promise.resolve()
await start.catch(({ message }) => say(message))

// As soon as it is known who is in, and again at each change in any tab.
auth.onAuthStateChange((user) => draw(user).catch(({ message }) => say(message)))

function finish({ status }) {
  if (status === 'confirm-needed') show('confirm')
  if (status !== 'signed-in') say(status)
}

async function draw(user) {
  const onTheWay = ['type', 'confirm'].some((id) => !part(id).hidden)
  if (!user && onTheWay) return
  part('notes').replaceChildren()
  show(user ? 'leave' : 'ask')
  // What became of a link stays to be read until somebody is in.
  if (user || isInside) say(user ? user.email : '')
  isInside = user !== null
  if (!user) return
  const { notes } = await (await auth.fetch(`${api}/notes`)).json()
  part('notes').replaceChildren(
    ...notes.map((textContent) => Object.assign(document.createElement('li'), { textContent })),
  )
}
