/** Versions as entity tags (RFC 9110 §8.8.3): strong, and the same for every form of one version. */
import { type Answer, headerOf, jsonReply } from 'postern/kit'
import type { ApiCall } from './api-route.ts'

export function entityReply(body: unknown, version: number, status = 200): Answer {
  return withHeaders(jsonReply(body, status), { etag: tagOf(version) })
}

export function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

/** A version that nothing has. */
export const unreadable = -1

/** The version that the caller insists on: none, where it says none or any; one that nothing has, where it cannot be read. */
export function insistedVersion({ call }: Pick<ApiCall, 'call'>): number | undefined {
  const tag = headerOf(call.c, 'if-match')?.trim()
  if (tag === undefined || tag === '*') return undefined
  const version = /^"([1-9]\d{0,14})"$/.exec(tag)?.[1]
  return version === undefined ? unreadable : Number(version)
}

const tagOf = (version: number): string => `"${version}"`
