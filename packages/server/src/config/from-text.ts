/** How the text of a variable or a flag becomes a value. Text that cannot stays text, for the type to refuse. */

export const whole = (given: string): unknown => (/^\d{1,9}$/.test(given) ? Number(given) : given)
export const list = (given: string): readonly string[] => given.split(/[\s,]+/).filter(Boolean)
export const onOff = (given: string): unknown => (given === 'on' ? true : given === 'off' ? false : given)
export const people = (given: string): unknown =>
  ['open', 'closed', 'invited'].includes(given) ? given : { domains: list(given) }
export const ring = (given: string): readonly string[] => given.split(',').map((one) => one.trim())
