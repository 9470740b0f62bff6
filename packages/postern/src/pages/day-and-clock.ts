const unparted: readonly string[] = ['ja', 'ko', 'zh']

/** A day and the time of it, set apart as the language does; the server writes it and the script rewrites it alike. */
export function dayAndClock(language: string, day: string, clock: string): string {
  if (language === 'ar') return `${day}، ${clock}`
  return unparted.includes(language) ? `${day} ${clock}` : `${day}, ${clock}`
}
