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
const SHARED = [
  'enforcement/bounded-set.ts',
  'errors.ts',
  'enforcement/minute-windows.ts',
  'http/network.ts',
  'http/request-id.ts',
]
const EXCEPTIONS: [from: RegExp, to: RegExp][] = [
  [/^db\/migrate\.ts$/, /^db\/migrations\//],
  [/^schemas\//, /^errors\.ts$/],
]
/** Entry points in a layer's folder: processes, like server.ts, which read the settings. */
const PROCESSES = ['cli/migrate.ts']

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
    const listed = (path: string, target: string) => EXCEPTIONS.some(([from, to]) => from.test(path) && to.test(target))
    const wrong = files.flatMap(path =>
      local(path)
        .filter(target => !allowed.includes(layerOf(target)) && !listed(path, target))
        .map(target => `${path} imports ${target}`),
    )
    t.ok(files.length > 0, `there are files in ${layer}`)
    t.same(wrong, [], layer)
  }
  const above = SHARED.flatMap(local).filter(target => !['shared', 'schemas'].includes(layerOf(target)))
  t.same(above, [], 'what everybody shares imports only itself and schemas')
  t.same(local('errors.ts'), [], 'errors.ts, which schemas import, imports nothing of the project')
})

t.test('the database knows nothing of HTTP, schemas know only TypeBox, routes do not know each other', async t => {
  const importedIn = (folder: string) => sources.filter(path => dirname(path) === folder).flatMap(importsOf)
  t.same(
    importedIn('db').filter(name => /fastify|\/(plugins|routes)\//.test(name)),
    [],
  )
  t.same([...new Set(importedIn('db/migrations'))], ['kysely'])
  t.same(
    importedIn('schemas').filter(name => !/^(\.|typebox$)/.test(name)),
    [],
  )
  t.same(
    importedIn('routes').filter(name => /^\.\/|\/plugins\//.test(name)),
    [],
  )
})

t.test('only the settings module reads the environment', async t => {
  const others = /^(test|bench|client|dashboard|gateway)\//
  const readers = sources.filter(path => !others.test(path) && read(path).includes('process.env'))
  t.same(readers, ['config.ts'])
})

t.test('every import is of a file or a package that is there, and what is shipped needs no tool', async t => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'))
  const isThere = (path: string, name: string) => {
    if (name.startsWith('.')) return tracked.includes(join(dirname(path), name))
    const [scope = '', sub] = name.split('/')
    const ofTools = /^(test|bench|client)\//.test(path) || typesOnly(path, name)
    const packages = { ...dependencies, ...(ofTools && devDependencies) }
    return name.startsWith('node:') || (scope.startsWith('@') ? `${scope}/${sub}` : scope) in packages
  }
  const missing = sources
    .filter(path => path.endsWith('.ts'))
    .flatMap(path => importsOf(path).map(name => [path, name] as const))
    .filter(([path, name]) => !isThere(path, name))
  t.same(missing, [])
})

const typesOnly = (path: string, name: string) => new RegExp(`import type [^\n]*'${name}'`).test(read(path))

t.test(`files end within ${MOST_LINES} lines; tests, tables of cases, migrations and generated ones apart`, async t => {
  const apart = /^db\/migrations\/|\.test\.ts$|^test\/gateway\/promises\.ts$|^client\/schema\.d\.ts$/
  const long = sources
    .filter(path => !apart.test(path))
    .map(path => [path, read(path).split('\n').length - 1] as const)
    .filter(([, lines]) => lines > MOST_LINES)
  t.same(long, [])
})

t.test('the lock file names no registry, and knows each package by its digest', async t => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Record<string, unknown>> }
  const installed = Object.entries(packages).filter(([path]) => path !== '')
  t.ok(installed.length > 100)
  t.same(
    installed.filter(([, entry]) => entry['resolved']),
    [],
  )
  t.same(
    installed.filter(([, entry]) => !entry['integrity'] && !entry['link'] && !entry['inBundle']),
    [],
  )
})

t.test('the lock file has the optional packages of every platform, without which npm ci refuses it', async t => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> }
  const wanted = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).map(name => [path, name] as const),
  )
  t.ok(wanted.length > 0)
  t.same(
    wanted.filter(([path, name]) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`]),
    [],
  )
})

interface Package {
  optionalDependencies?: Record<string, string>
}

t.test('no file names a place on the machine it was written on', async t => {
  const places = /\/(?:home|Users|root|work)\/[a-z]|\/tmp\/(?!keyward)[a-z]/
  const texts = tracked.filter(path => !/\.(png|svg|ico|woff2)$/.test(path))
  t.ok(texts.length > 50)
  t.same(
    texts.filter(path => places.test(read(path))),
    [],
  )
})
