/** Places: where a page of a list ends, and the next begins. Judged by their form alone: what stood there may be gone. */
import { parseId, parseUserId } from './id.ts'

export type IsPlace = (text: string) => boolean

export const mustBePlace = 'must be `next` of a page before'

export const isIdPlace: IsPlace = (text) => parseId(text) !== undefined
export const isUserPlace: IsPlace = (text) => parseUserId(text) !== undefined
export const isNumberPlace: IsPlace = (text) => /^[1-9]\d{0,14}$/.test(text)

/** The key of an address, of a list of those that begin so. */
export const isAddressPlace = (text: string, prefix = ''): boolean => key.test(text) && text.startsWith(prefix)

const key = /^[!-?[-~]{1,64}@[a-z0-9.-]{1,253}$/
