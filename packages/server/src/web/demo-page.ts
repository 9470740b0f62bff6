/** `/` of a development server: a stand-in for the reader's own application. It says who is signed in, and no more. */
import { type Call, type Html, html, layout, pageContext, pageReply, type Route } from 'postern/kit'

export const demoRoute: Route = {
  method: 'GET',
  path: '/',
  root: true,
  async handle(call) {
    const current = await call.http.engine.readOwnSession(call.scope, { client: call.client })
    return pageReply(current ? signedIn(call, current) : nobody(call), 200, call)
  },
}

type Current = NonNullable<Awaited<ReturnType<Call['http']['engine']['readOwnSession']>>>

function signedIn(call: Call, { user, session }: Current): string {
  const rows: readonly (readonly [string, string])[] = [
    ['User', user.id],
    ['Signed in with', session.methods.join(', ')],
    ['Browser', session.asked.browser ?? 'A program'],
  ]
  return page(call, {
    gate: 'open',
    title: 'You are in',
    lede: html`Signed in as <strong><bdi>${user.email}</bdi></strong>.`,
    content: html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<form method="post" action="${call.http.base}/sign-out"><button class="button quiet">Sign out</button></form>
${note(call)}`,
  })
}

function nobody(call: Call): string {
  return page(call, {
    gate: 'shut',
    title: 'Nobody is signed in',
    lede: call.http.inbox ? 'Any address will do: its mail stays here.' : 'Sign in with an email address of yours.',
    content: html`<a class="button" href="${call.http.base}/sign-in">Sign in</a>
${note(call)}`,
  })
}

function note({ http }: Call): Html {
  return html`<p class="help">This page stands in for your application. Yours asks <a href="${http.base}/me">${http.base}/me</a> who is signed in, as this one does.</p>`
}

function page(call: Call, view: Parameters<typeof layout>[1]): string {
  const context = pageContext(call)
  // The name leads here from everywhere else; it need not lead here from here.
  return layout({ ...context, locale: 'en', application: { ...context.application, homeUrl: undefined } }, view)
}
