import { readFileSync } from 'node:fs'
import t from 'tap'
import { accentsOf, contrast, lowContrasts } from '../../config/accent.ts'

const css = readFileSync(new URL('../../dashboard/style/base.css', import.meta.url), 'utf8')
/** A color of the page, in light and dark mode. */
const pageColor = (name: string) => {
  const [, light = '', dark = ''] = new RegExp(`--${name}: .*light-dark\\((#\\w+), (#\\w+)\\)`).exec(css) ?? []
  return [light, dark].map(color => color.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')) as [string, string]
}

const brand = (light: string, dark?: string) => ({
  name: 'Acme',
  accent_color: light,
  ...(dark && { accent_color_dark: dark }),
})

t.test('contrast is that of WCAG', async t => {
  t.equal(contrast('#000000', '#ffffff'), 21)
  t.equal(contrast('#ffffff', '#ffffff'), 1)
  t.equal(contrast('#777777', '#FFFFFF').toFixed(2), '4.48')
  t.equal(contrast('#ff0000', '#ffffff').toFixed(2), contrast('#ffffff', '#ff0000').toFixed(2))
})

t.test("keyward's own accent has enough contrast, by the colors that the page has", async t => {
  t.same(lowContrasts(brand(...pageColor('accent'))), [])
  t.same(
    [pageColor('paper'), pageColor('card'), pageColor('ink')],
    [
      ['#fbfbfa', '#0e0f11'],
      ['#ffffff', '#15171a'],
      ['#17191c', '#eceef0'],
    ],
  )
})

t.test('an accent that is hard to read is named with its scheme, its neighbor and its ratio', async t => {
  t.same(lowContrasts(undefined), [])
  t.same(lowContrasts({ name: 'Acme' }), [])
  t.same(lowContrasts(brand('#767676', '#8ab4ff')), [
    { field: 'brand.accent_color', scheme: 'light', beside: 'row under the pointer', ratio: 4.2 },
  ])
  t.match(lowContrasts(brand('#1d4ed8')), [{ field: 'brand.accent_color', scheme: 'dark' }])
  t.match(lowContrasts(brand('#1d4ed8', '#1d4ed8')), [{ field: 'brand.accent_color_dark', scheme: 'dark' }])
  t.equal(lowContrasts(brand('#ffff00', '#000000')).length, 2)
})

t.test('the text of buttons is black or white, whichever is easier to read', async t => {
  const on = (color: string) => accentsOf(brand(color))?.light.on
  t.same([on('#1d4ed8'), on('#ffd400'), on('#000000'), on('#ffffff')], ['#ffffff', '#000000', '#ffffff', '#000000'])
  t.equal(accentsOf(undefined), undefined)
})
