import type { Brand } from './brand.ts'

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>

/** A length of time in milliseconds. */
export type Duration = number

export const seconds = (count: number): Duration => count * 1000
export const minutes = (count: number): Duration => seconds(count * 60)
export const hours = (count: number): Duration => minutes(count * 60)
export const days = (count: number): Duration => hours(count * 24)

export const instant = (milliseconds: number): Instant => milliseconds as Instant
export const after = (moment: Instant, duration: Duration): Instant => (moment + duration) as Instant
export const before = (moment: Instant, duration: Duration): Instant => (moment - duration) as Instant
export const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other)
export const later = (one: Instant, other: Instant): Instant => (one > other ? one : other)
