/*
 * Times as pages write them: with their zone, since a page without script cannot know the reader's.
 * The script rewrites every `time[data-clock]` to the reader's own zone, and counts `data-until` down.
 */
import { ago, clockTimeWithZone, dayOfMonth } from '../copy/locale.ts'
import { dayAndClock } from './day-and-clock.ts'
import { type Html, html } from './html.ts'
import type { PageContext } from './views.ts'

const hour = 3_600_000

/**
 * A time of day for a sentence; with the day where it is more than half a day away. The clock comes first then, since
 * what stands before it in many languages fits nothing else: `hasta las 14:02 (21 de noviembre)`.
 */
export function moment(context: PageContext, at: number): Html {
  const clock = clockTimeWithZone(context.locale, at, context.timeZone)
  return isFar(context, at) ? written(at, 'far', `${clock} (${day(context, at)})`) : written(at, 'time', clock)
}

/** The same where it stands alone: the day comes first. */
export function dayAndTime(context: PageContext, at: number): Html {
  const clock = clockTimeWithZone(context.locale, at, context.timeZone)
  const { locale } = context
  return isFar(context, at)
    ? written(at, 'day', dayAndClock(locale, day(context, at), clock))
    : written(at, 'time', clock)
}

/** A time of day and how long ago that was. */
export function momentAndAge(context: PageContext, at: number): Html {
  return html`${dayAndTime(context, at)} <small>· ${ago(context.locale, at, context.now)}</small>`
}

function isFar({ now }: PageContext, at: number): boolean {
  return Math.abs(at - now) > 12 * hour
}

function day({ locale, timeZone }: PageContext, at: number): string {
  return dayOfMonth(locale, at, timeZone)
}

function written(at: number, form: 'time' | 'far' | 'day', words: string): Html {
  return html`<time datetime="${new Date(at).toISOString()}" data-clock="${form}"><bdi>${words}</bdi></time>`
}
