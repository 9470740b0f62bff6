/*
 * Times as pages write them: with their zone, since a page without script cannot know the reader's.
 * The script rewrites every `time[data-clock]` to the reader's own zone, and counts `data-until` down.
 */
import { ago, clockTimeWithZone, dayOfMonth } from '../copy/locale.ts'
import { type Html, html } from './html.ts'
import type { PageContext } from './views.ts'

const hour = 3_600_000

/** A time of day; with the day where it is more than half a day away. */
export function moment(context: PageContext, at: number): Html {
  const { locale, now, timeZone } = context
  const far = Math.abs(at - now) > 12 * hour
  const clock = clockTimeWithZone(locale, at, timeZone)
  const words = far ? `${dayOfMonth(locale, at, timeZone)}, ${clock}` : clock
  return html`<time datetime="${new Date(at).toISOString()}" data-clock="${far ? 'day' : 'time'}"><bdi>${words}</bdi></time>`
}

/** A time of day and how long ago that was. */
export function momentAndAge(context: PageContext, at: number): Html {
  return html`${moment(context, at)} <small>· ${ago(context.locale, at, context.now)}</small>`
}
