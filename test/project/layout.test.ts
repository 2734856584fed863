import { dirname, join } from 'node:path'
import t from 'tap'
import { DEFAULT_PREFIX } from '../../config/key-format.ts'
import { read, tracked } from './files.ts'

/** The aim is 150 lines. A few more are no reason to split a file. */
const MOST_LINES = 170
const sources = tracked.filter(path => /\.(ts|js)$/.test(path))

/** Everything that the process is made of. */
const SERVICE = [
  'plugins',
  'routes',
  'jobs',
  'http',
  'enforcement',
  'leaks',
  'db',
  'auth',
  'limits',
  'config',
  'schemas',
  'errors.ts',
]

/**
 * Every room, and the rooms that it may import from besides itself. A file belongs to the longest prefix that fits;
 * one that fits none is an error, so that a new folder says here what it is.
 */
const ROOMS: Record<string, readonly string[]> = {
  'server.ts': ['app.ts', 'config', 'errors.ts', 'http'],
  'app.ts': ['callers.ts', ...SERVICE],
  'callers.ts': ['account-routes.ts', ...SERVICE],
  'account-routes.ts': SERVICE,
  'errors.ts': [],
  config: ['schemas', 'errors.ts'],
  plugins: ['jobs', 'http', 'enforcement', 'leaks', 'db', 'auth', 'limits', 'config', 'schemas', 'errors.ts'],
  routes: ['http', 'enforcement', 'leaks', 'db', 'auth', 'limits', 'config', 'schemas', 'errors.ts'],
  jobs: ['enforcement', 'db', 'auth'],
  db: ['enforcement', 'leaks', 'auth', 'limits', 'config', 'schemas'],
  'db/migrations': [],
  enforcement: ['limits', 'config', 'schemas', 'errors.ts'],
  leaks: ['auth', 'limits', 'config', 'schemas', 'errors.ts'],
  auth: ['enforcement', 'limits', 'config', 'schemas', 'errors.ts'],
  http: ['limits', 'errors.ts'],
  limits: ['schemas', 'errors.ts'],
  schemas: ['errors.ts'],
  cli: ['app.ts', ...SERVICE],
  dashboard: ['client'],
  client: [],
  gateway: [],
  bench: ['server.ts', 'app.ts', 'test', ...SERVICE],
  test: ['app.ts', 'cli', 'client', 'dashboard', 'gateway', ...SERVICE],
  'test/long': ['test', 'bench', ...SERVICE],
}

const roomOf = (path: string) =>
  Object.keys(ROOMS)
    .filter(room => path === room || path.startsWith(`${room}/`))
    .toSorted((a, b) => b.length - a.length)[0]

/** What a room may not use, besides other rooms. */
const FORBIDDEN: Record<string, RegExp> = {
  db: /fastify/,
  'db/migrations': /^(?!kysely$)/,
  enforcement: /^(?!node:|\.)/,
  limits: /^(?!node:|\.)/,
  auth: /fastify|kysely|^pg$/,
  leaks: /fastify|kysely|^pg$/,
  config: /^(?!node:|\.|ajv$|ipaddr\.js$|typebox$)/,
  jobs: /fastify|kysely|^pg$/,
  schemas: /^(?!typebox$|\.)/,
  plugins: /kysely|^pg$/,
  routes: /^\.\/|kysely|^pg$/,
  client: /^node:/,
}
/** The list of migrations, and the tests that run one by itself. */
const EXCEPTIONS = [
  { from: 'db/migrate.ts', to: 'db/migrations' },
  { from: 'test/kit/earlier-release.ts', to: 'db/migrations' },
  { from: 'test/routes/services.test.ts', to: 'db/migrations' },
]

/** Bundles, whose imports are resolved already. */
const GENERATED = /^dashboard\/bundle\/|^client\/keyward-keys\.js$/

const importsOf = (path: string) =>
  [...read(path).matchAll(/^(?:import|export)\b[^'"]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    ([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '',
  )

const local = (path: string) =>
  importsOf(path)
    .filter(name => name.startsWith('.'))
    .map(name => join(dirname(path), name))
    .filter(target => !target.startsWith('node_modules/'))

t.test('every source file belongs to a room', async t => {
  t.same(
    sources.filter(path => roomOf(path) === undefined),
    [],
  )
  const empty = Object.keys(ROOMS).filter(room => !sources.some(path => roomOf(path) === room))
  t.same(empty, [], 'and every room has files')
})

t.test('imports go one way', async t => {
  const allowed = (path: string, target: string) => {
    const [from = '', to = ''] = [roomOf(path), roomOf(target)]
    const listed = EXCEPTIONS.some(exception => exception.from === path && exception.to === to)
    const within = from === to && from !== 'routes'
    return within || listed || ROOMS[from]?.includes(to)
  }
  const wrong = sources.flatMap(path =>
    local(path)
      .filter(target => !allowed(path, target))
      .map(target => `${path} imports ${target}`),
  )
  t.same(wrong, [])
})

t.test('imports have no cycles', async t => {
  const done = new Set<string>()
  function walk(path: string, above: readonly string[]): string[] {
    if (above.includes(path)) return [[...above.slice(above.indexOf(path)), path].join(' → ')]
    if (done.has(path)) return []
    done.add(path)
    return local(path).flatMap(target => walk(target, [...above, path]))
  }
  const apart = /^dashboard\/|^client\//
  t.same(
    sources.filter(path => !apart.test(path)).flatMap(path => walk(path, [])),
    [],
  )
})

t.test('each room uses only what it is for: no Fastify below plugins and routes, no SQL outside db', async t => {
  const wrong = sources.flatMap(path => {
    const forbidden = FORBIDDEN[roomOf(path) ?? '']
    return importsOf(path)
      .filter(name => forbidden?.test(name))
      .map(name => `${path} imports ${name}`)
  })
  t.same(wrong, [])
})

/** Public texts, which show the published format, and the SQL function, which a migration has frozen. */
const PUBLISHED_PREFIX = [
  'errors.ts',
  'schemas/document.ts',
  'schemas/key.ts',
  'schemas/leak.ts',
  'schemas/lookup.ts',
  'schemas/me.ts',
  'schemas/security-schemes.ts',
]

t.test('the prefix of keys is a value of the configuration, and only published texts repeat it', async t => {
  const others = /^(test|bench|client|dashboard|gateway|db\/migrations)\//
  const files = sources.filter(path => !others.test(path) && read(path).includes(DEFAULT_PREFIX))
  t.same(files.toSorted(), ['config/key-format.ts', ...PUBLISHED_PREFIX].toSorted())
})

/** What has to happen at short intervals and sends no statement. Everything else that repeats is a job. */
const TIMERS = ['enforcement/authorizer.ts', 'http/shutdown.ts', 'plugins/transport/unread.ts']

t.test('background work is a job of the list, and has no timer of its own', async t => {
  const others = /^(test|bench|client|dashboard|gateway)\//
  const timers = sources.filter(path => !others.test(path) && read(path).includes('setInterval('))
  t.same(timers.toSorted(), ['jobs/job.ts', ...TIMERS].toSorted())
})

t.test('only the settings module reads the environment', async t => {
  const others = /^(test|bench|client|dashboard|gateway)\//
  const reads = /\bprocess\.env\b|\benv\b[^=\n]*\} = process\b|import[^;]*\benv\b[^;]*'node:process'/
  const readers = sources.filter(path => !others.test(path) && reads.test(read(path)))
  t.same(readers, ['config/config.ts'])
})

t.test('every import is of an existing file or package, and shipped files need no development package', async t => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'))
  const isThere = (path: string, name: string) => {
    if (name.includes('${')) return true // a path that is made when it runs
    if (name.startsWith('.')) return tracked.includes(join(dirname(path), name))
    const [scope = '', sub] = name.split('/')
    const ofTools =
      /^(test|bench|client|dashboard)\/|^cli\/(client-types|dashboard-build|document-types|typescript5|bundles)/.test(
        path,
      ) || typesOnly(path, name)
    const packages = { ...dependencies, ...(ofTools && devDependencies) }
    return name.startsWith('node:') || (scope.startsWith('@') ? `${scope}/${sub}` : scope) in packages
  }
  const missing = sources
    .filter(path => !GENERATED.test(path))
    .flatMap(path => importsOf(path).map(name => [path, name] as const))
    .filter(([path, name]) => !isThere(path, name))
  t.same(missing, [])
})

const typesOnly = (path: string, name: string) => new RegExp(`import type [^\n]*'${name}'`).test(read(path))

t.test(`files end within ${MOST_LINES} lines; tests, tables of cases, migrations and generated ones apart`, async t => {
  const apart =
    /^db\/migrations\/|\.test\.ts$|^test\/gateway\/promises\.ts$|^client\/(schema\.d\.ts|keyward-keys\.js)$|^dashboard\/bundle\//
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

t.test('no file names a path of the machine it was written on', async t => {
  const places = /\/(?:home|Users|root|work)\/[a-z]|\/tmp\/(?!keyward)[a-z]/
  const texts = tracked.filter(path => !/\.(png|svg|ico|woff2)$/.test(path))
  t.ok(texts.length > 50)
  t.same(
    texts.filter(path => places.test(read(path))),
    [],
  )
})

t.test('no file contains an unresolved merge conflict', async t => {
  const texts = tracked.filter(path => !/\.(png|svg|ico|woff2)$/.test(path))
  t.same(
    texts.filter(path => /^(<{7}|>{7}) /m.test(read(path))),
    [],
  )
})
