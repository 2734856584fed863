import { dirname, join } from 'node:path'
import t from 'tap'
import { read, tracked } from './files.ts'

/** The aim is 150; a little more is no reason to tear a file apart. */
const MOST_LINES = 170
const sources = tracked.filter(path => /\.(ts|js)$/.test(path))

/** What each layer may import of the project; "." is the folder of the processes and of what everybody shares. */
const LAYERS: Record<string, readonly string[]> = {
  auth: ['auth', 'schemas', 'shared'],
  db: ['db', 'auth', 'schemas', 'shared'],
  'db/migrations': [],
  plugins: ['plugins', 'auth', 'db', 'schemas', 'shared'],
  routes: ['auth', 'db', 'schemas', 'shared'],
  schemas: ['schemas'],
}
/** Files of the top folder that any layer but the schemas may import; below them there are only the schemas. */
const SHARED = ['errors.ts', 'minute-windows.ts', 'network.ts', 'request-id.ts']
const EXCEPTIONS: [from: RegExp, to: RegExp][] = [
  [/^db\/migrate\.ts$/, /^db\/migrations\//],
  [/^schemas\//, /^errors\.ts$/],
]
/** Entry points in a layer's folder: processes, like server.ts, which read the settings. */
const PROCESSES = ['db/migrate-cli.ts']

const importsOf = (path: string) =>
  [...read(path).matchAll(/^(?:import|export)\b[^'"]*?\bfrom '([^']+)'|^import '([^']+)'/gm)].map(
    ([, from, bare]) => from ?? bare ?? '',
  )

const local = (path: string) =>
  importsOf(path)
    .filter(name => name.startsWith('.'))
    .map(name => join(dirname(path), name))

const layerOf = (path: string) => (SHARED.includes(path) ? 'shared' : dirname(path))

t.test('imports go one way', async t => {
  for (const [layer, allowed] of Object.entries(LAYERS)) {
    const files = sources.filter(path => dirname(path) === layer && !PROCESSES.includes(path))
    t.ok(files.length > 0, `${layer} has files`)
    for (const path of files)
      for (const target of local(path)) {
        const listed = EXCEPTIONS.some(([from, to]) => from.test(path) && to.test(target))
        t.ok(listed || allowed.includes(layerOf(target)), `${path} imports ${target}`)
      }
  }
  for (const path of SHARED)
    for (const target of local(path)) t.match(layerOf(target), /^(shared|schemas)$/, `${path} imports ${target}`)
  t.same(local('errors.ts'), [], 'errors.ts, which schemas import, imports nothing of the project')
})

t.test('the database knows nothing of HTTP, schemas know only TypeBox, routes do not know each other', async t => {
  const packagesOf = (folder: string) =>
    sources.filter(path => dirname(path) === folder).flatMap(path => importsOf(path).map(name => [path, name] as const))
  for (const [path, name] of packagesOf('db')) t.notMatch(name, /fastify|\.\/plugins|\.\/routes/, `${path}: ${name}`)
  for (const [path, name] of packagesOf('db/migrations')) t.match(name, /^kysely$/, `${path}: ${name}`)
  for (const [path, name] of packagesOf('schemas')) t.match(name, /^(\.|typebox$)/, `${path}: ${name}`)
  for (const [path, name] of packagesOf('routes')) t.notMatch(name, /^\.\/|\/plugins\//, `${path}: ${name}`)
})

t.test('only the settings module reads the environment', async t => {
  for (const path of sources.filter(
    path => !/^(test|bench|client|dashboard|gateway)\//.test(path) && path !== 'config.ts',
  ))
    t.notMatch(read(path), /process\.env/, path)
})

t.test('every import is of a file or package of the project', async t => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'))
  const shipped = (path: string) => !/^(test|bench|client)\//.test(path)
  for (const path of sources.filter(path => path.endsWith('.ts')))
    for (const name of importsOf(path)) {
      if (name.startsWith('.')) t.ok(tracked.includes(join(dirname(path), name)), `${path}: ${name}`)
      else if (!name.startsWith('node:')) {
        const [scope = '', sub] = name.split('/')
        const packageName = scope.startsWith('@') ? `${scope}/${sub}` : scope
        const known = { ...dependencies, ...(!shipped(path) && devDependencies) }
        t.ok(packageName in known || typesOnly(path, name), `${path}: ${packageName}`)
      }
    }
})

const typesOnly = (path: string, name: string) => new RegExp(`import type [^\n]*'${name}'`).test(read(path))

t.test(`files end within ${MOST_LINES} lines; tables of cases, migrations and generated ones apart`, async t => {
  const apart = /^db\/migrations\/|\.test\.ts$|^test\/gateway\/promises\.ts$|^client\/schema\.d\.ts$/
  for (const path of sources.filter(path => !apart.test(path))) {
    const lines = read(path).split('\n').length - 1
    t.ok(lines <= MOST_LINES, `${path}: ${lines}`)
  }
})

t.test('the lock file names no registry, and knows each package by its digest', async t => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Record<string, unknown>> }
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '') continue
    t.notOk(entry['resolved'], `${path} may come from any registry`)
    t.ok(entry['integrity'] || entry['link'] || entry['inBundle'], `${path} has its digest`)
  }
})

t.test('no file names a place on the machine it was written on', async t => {
  const places = /\/(?:home|Users|root|work)\/[a-z]|\/tmp\/(?!keyward)[a-z]/
  for (const path of tracked.filter(path => !/\.(png|svg|ico|woff2)$/.test(path)))
    if (places.test(read(path))) t.fail(path)
  t.ok(tracked.length > 50)
})
