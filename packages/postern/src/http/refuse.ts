/** Refusals before any route has run: a page for a reader, a problem for a program. */

import type { Context } from 'hono'
import { chooseLocale } from '../copy/locale.ts'
import { loadWords } from '../copy/words.ts'
import type { ProblemCode } from '../domain/errors.ts'
import { errorPage } from '../pages/error-page.ts'
import type { Answer } from './answer.ts'
import { wantsPage } from './client/accepts.ts'
import { type Env, headerOf } from './headers.ts'
import type { Http } from './http.ts'
import { bareContext, pageReply } from './present/page.ts'
import { statusOf } from './problems.ts'
import { type ProblemMore, problemReply } from './reply.ts'

export async function refuse(http: Http, c: Context<Env>, code: ProblemCode, more: ProblemMore = {}): Promise<Answer> {
  // A browser that sends a form asks for a page by itself. Whoever takes anything is told what a program needs to know.
  if (!wantsPage(headerOf(c, 'accept'))) return problemReply(code, more)
  const locale = chooseLocale(headerOf(c, 'accept-language'))
  await loadWords(locale)
  const context = bareContext(http, locale)
  return pageReply(errorPage(context, { code }), statusOf[code], { ...more })
}

export function notFound(http: Http, c: Context<Env>): Promise<Answer> {
  return refuse(http, c, 'not-found')
}

export function notAllowed(http: Http, c: Context<Env>, methods: readonly string[]): Promise<Answer> {
  return refuse(http, c, 'method-not-allowed', {
    headers: { allow: methods.includes('GET') ? [...methods, 'HEAD'].join(', ') : methods.join(', ') },
  })
}
