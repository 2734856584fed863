import type { Presentation } from './api-info.ts'

/** The colors of dashboard/style/base.css that surround the accent. */
const SCHEMES = {
  light: { paper: '#fbfbfa', card: '#ffffff', ink: '#17191c' },
  dark: { paper: '#0e0f11', card: '#15171a', ink: '#eceef0' },
} as const
type Scheme = keyof typeof SCHEMES

/** WCAG 2.2, 1.4.3 (AA), for text of the page's size. */
const ENOUGH = 4.5

/** How buttons and rows change under the pointer: the share of the ink (dashboard/style/controls.css, base.css). */
const HOVERED = { button: 0.15, row: 0.04 }

/** The accent of one color scheme: text and lines on the page, and the background of buttons with a text of their own. */
export interface Accent {
  color: string
  /** The color of text on it. */
  on: string
}

/** @returns undefined without a brand color */
export function accentsOf(brand: Presentation['brand']): Record<Scheme, Accent> | undefined {
  const { accent_color: color, accent_color_dark: dark = color } = brand ?? {}
  if (color === undefined || dark === undefined) return undefined
  return { light: { color, on: textOn(color, 'light') }, dark: { color: dark, on: textOn(dark, 'dark') } }
}

/** Where an accent is hardest to read, if that is too hard. */
export interface LowContrast {
  field: string
  scheme: Scheme
  /** What the accent is next to. */
  beside: string
  ratio: number
}

/** The color schemes in which a brand's accent has less contrast than WCAG AA requires. */
export function lowContrasts(brand: Presentation['brand']): LowContrast[] {
  const accents = accentsOf(brand)
  if (!accents) return []
  return (['light', 'dark'] as const).flatMap(scheme => {
    const isOwn = scheme === 'dark' && brand?.accent_color_dark !== undefined
    const worst = hardest(accents[scheme], scheme)
    if (worst.ratio >= ENOUGH) return []
    return [{ field: `brand.accent_color${isOwn ? '_dark' : ''}`, scheme, ...worst }]
  })
}

function hardest({ color, on }: Accent, scheme: Scheme) {
  const { paper, card, ink } = SCHEMES[scheme]
  const ratios = [
    { beside: 'page', ratio: contrast(color, paper) },
    { beside: 'row under the pointer', ratio: contrast(color, mixed(card, ink, HOVERED.row)) },
    { beside: 'text of buttons', ratio: onButton(color, on, scheme) },
  ]
  const worst = ratios.reduce((one, other) => (other.ratio < one.ratio ? other : one))
  return { ...worst, ratio: Math.floor(worst.ratio * 100) / 100 }
}

/** The contrast of a button's text, with or without the pointer on the button. */
const onButton = (color: string, text: string, scheme: Scheme) =>
  Math.min(contrast(text, color), contrast(text, mixed(color, SCHEMES[scheme].ink, HOVERED.button)))

/** White or black: one of them has a contrast of at least 4.58 to any color. */
const textOn = (color: string, scheme: Scheme) =>
  onButton(color, '#ffffff', scheme) >= onButton(color, '#000000', scheme) ? '#ffffff' : '#000000'

/** The ratio of two colors in the form `#rrggbb`, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: string, b: string) {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other)
  return (light + 0.05) / (dark + 0.05)
}

/** WCAG 2.2, "relative luminance". */
function luminance(color: string) {
  const [red = 0, green = 0, blue = 0] = channels(color).map(value => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** CSS's `color-mix(in srgb, color, other share)`. */
function mixed(color: string, other: string, share: number) {
  const others = channels(other)
  const bytes = channels(color).map((value, at) => Math.round(value * (1 - share) + Number(others[at]) * share))
  return `#${Buffer.from(bytes).toString('hex')}`
}

const channels = (color: string) => [...Buffer.from(color.slice(1), 'hex')]
