import { accentsOf } from './accent.ts'
import type { Presentation } from './api-info.ts'

/** keyward's name and colors in the files of the page, the element and Swagger UI, as their builds write them. */
const OWN = {
  name: [`{name:"keyward"}`, `const NAME = 'keyward'`, '<title>keyward</title>'],
  accent: 'light-dark(#0b6e66, #4cc9bc)',
  onAccent: 'light-dark(#fff, #04211e)',
}

/** Puts the name and the accent color of a deployment into a text file. @returns the same text without a brand */
export function branded(text: string, brand: Presentation['brand']): string {
  if (!brand) return text
  const [inBundle = '', inScript = '', inHtml = ''] = OWN.name
  const name = JSON.stringify(brand.name)
  const accents = accentsOf(brand)
  const pairs: [string, string][] = [
    [inBundle, `{name:${name}}`],
    [inScript, `const NAME = ${name}`],
    [inHtml, `<title>${escaped(brand.name)}</title>`],
  ]
  if (accents)
    pairs.push(
      [OWN.accent, `light-dark(${accents.light.color}, ${accents.dark.color})`],
      [OWN.onAccent, `light-dark(${accents.light.on}, ${accents.dark.on})`],
    )
  return pairs.reduce((all, [own, theirs]) => all.replaceAll(own, () => theirs), text)
}

/** Text in HTML. */
export const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
