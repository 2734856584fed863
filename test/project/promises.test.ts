import t from 'tap'
import { read, tracked } from './files.ts'

/** A promise, the file that proves it and the name of the test there. */
const rows = [...read('test/README.md').matchAll(/^\| .+ \| `(\S+\.test\.ts)` \| (.+) \|$/gm)].map(
  ([, file = '', name = '']) => ({ file, name }),
)

/** A name with `…` for the parts that the file computes, in any of the three quotes. */
function asLiteral(name: string) {
  const parts = name.split('…').map(part => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const text = parts.join(String.raw` ?\$\{[^}]+\} ?`)
  return new RegExp(`(['"\`])${text}\\1`)
}

t.test('every promise of the list has its test in the named file', async t => {
  t.ok(rows.length > 100, `${rows.length} promises`)
  for (const { file, name } of rows) {
    const source = tracked.includes(`test/${file}`) ? read(`test/${file}`) : ''
    t.match(source, asLiteral(name), `${file}: ${name}`)
  }
})

t.test('every test file proves a promise of the list', async t => {
  const files = tracked.filter(path => /^test\/.*\.test\.ts$/.test(path)).map(path => path.replace('test/', ''))
  t.same(
    files.filter(path => !rows.some(({ file }) => file === path)),
    [],
  )
})

t.test('npm test runs every folder of tests but the long ones', async t => {
  const folders = new Set(tracked.flatMap(path => /^test\/([\w-]+)\/.*\.test\.ts$/.exec(path)?.[1] ?? []))
  const together = tracked.flatMap(path => /^test\/([\w-]+)\/all\.ts$/.exec(path)?.[1] ?? [])
  t.same(together.toSorted(), [...folders].filter(folder => folder !== 'long').toSorted())
  t.match(JSON.parse(read('package.json')).scripts.test, / tap test\/\*\/all\.ts$/)
})
