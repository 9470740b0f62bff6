/** Colours as `#rrggbb`, and how far apart two of them are for eyes (WCAG 2.2, relative luminance and contrast ratio). */

export type Colour = string

type Channels = readonly [number, number, number]

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text)

/** From 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** `share` of the first over the second. */
export function mix(one: Colour, other: Colour, share: number): Colour {
  const [a, b] = [channels(one), channels(other)]
  return toColour(a.map((value, at) => value * share + (b[at] ?? 0) * (1 - share)) as unknown as Channels)
}

export const isDark = (colour: Colour): boolean => contrast(colour, '#ffffff') > contrast(colour, '#000000')

/** The nearest to a colour, on its way to black or white, that passes everywhere it stands; none where none does. */
export function nearest(colour: Colour, passes: (candidate: Colour) => boolean): Colour | undefined {
  const candidates = Array.from({ length: 50 }, (_, step) => (step + 1) / 50).flatMap((share) => [
    mix('#000000', colour, share),
    mix('#ffffff', colour, share),
  ])
  return candidates.find(passes)
}

function luminance(colour: Colour): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as unknown as Channels
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(colour: Colour): Channels {
  const at = (start: number): number => Number.parseInt(colour.slice(start, start + 2), 16)
  return [at(1), at(3), at(5)]
}

const toColour = (values: Channels): Colour =>
  `#${values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
