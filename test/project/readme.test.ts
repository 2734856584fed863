import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { SECRETS, Settings } from '../../config/settings.ts'
import { ROOT, read, tracked } from './files.ts'

const pages = tracked.filter(path => path.endsWith('.md'))
const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found)

interface Setting {
  default?: string | number
  description: string
}

t.test('every link of every page leads to a file', async t => {
  for (const page of pages)
    for (const target of matches(read(page), /\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g))
      t.ok(existsSync(join(ROOT, dirname(page), target)), `${page} → ${target}`)
})

t.test('every link to a section leads to a heading', async t => {
  const links = pages.flatMap(page =>
    [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)#([^)\s]+)\)/g)].map(
      ([, path = '', section = '']) => [page, path === '' ? page : join(dirname(page), path), section] as const,
    ),
  )
  t.ok(links.length > 10)
  for (const [page, target, section] of links)
    t.ok(sectionsOf(read(target)).includes(section), `${page} → ${target}#${section}`)
})

/** The anchors that GitHub gives the headings of a page. */
const sectionsOf = (text: string) =>
  matches(text, /^#+ (.+)$/gm).map(heading =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

t.test('every file that a page names in code exists', async t => {
  const paths = /`((?:[\w.-]+\/)*[\w.-]+\.(?:ts|js|yml|md|json|sql|conf)|\.ci\/\w+)`/g
  for (const page of pages)
    for (const path of matches(read(page), paths))
      t.ok(tracked.includes(path) || tracked.includes(join(dirname(page), path)), `${page}: ${path}`)
})

t.test('every npm script that a page or a tool runs exists', async t => {
  const named = [...pages, '.ci/run', 'Dockerfile'].flatMap(path => matches(read(path), /npm run (?:-s )?([\w:-]+)/g))
  t.ok(named.includes('token'), 'the walk-through uses one')
  for (const script of named) t.ok(scripts.includes(script), script)
})

t.test("the table of settings is the schema's: names, defaults and words, in its order", async t => {
  const rows = read('README.md')
    .split('\n')
    .filter(line => /^\| `[A-Z_]+` \|/.test(line))
  const { properties } = JSON.parse(JSON.stringify(Settings)) as { properties: Record<string, Setting> }
  const expected = Object.entries(properties).map(([name, setting]) => {
    const value = setting.default === undefined || setting.default === '' ? 'unset' : `\`${setting.default}\``
    return `| \`${name}\` | ${value} | ${setting.description} |`
  })
  t.same(rows, expected)
})

t.test('every setting that a page names is one', async t => {
  const others = ['TEST_DATABASE_URL', 'POSTGRES_PASSWORD', 'KEYWARD_URL', ...SECRETS.map(name => `${name}_FILE`)]
  for (const page of pages)
    for (const name of matches(read(page), /`(?:\w+ )?\$?([A-Z]+_[A-Z_]+)`/g))
      t.ok(name in Settings.properties || others.includes(name), `${page}: ${name}`)
})
