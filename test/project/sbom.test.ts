import { readFileSync } from 'node:fs'
import t from 'tap'
import { Program, ROOT } from '../kit/process.ts'

/** None of these asks anything of a team that only runs keyward. */
const LICENSES = new Set(['MIT', 'Apache-2.0', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC'])

interface Component {
  name: string
  licenses: { license: { id: string } }[]
  properties?: { name: string }[]
}

t.test('the bill of materials has every shipped package, and their licenses make no demands on users', async t => {
  // Without --omit=dev, which in npm 11 loses a package that one for development may also use.
  const flags = ['--sbom-format=cyclonedx', '--package-lock-only']
  const { code, output } = await new Program(t, ['npm', 'sbom', ...flags]).ended
  t.equal(code, 0)
  const { components: all } = JSON.parse(output) as { components: Component[] }
  const components = all.filter(one => !one.properties?.some(({ name }) => name === 'cdx:npm:package:development'))
  t.ok(components.length < all.length)
  const { dependencies } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'))
  const names = new Set(components.map(({ name }) => name))
  t.same(
    Object.keys(dependencies).filter(name => !names.has(name)),
    [],
  )
  const others = components.filter(({ licenses }) => !licenses.some(({ license }) => LICENSES.has(license.id)))
  t.same(
    others.map(({ name }) => name),
    [],
  )
})
