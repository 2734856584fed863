import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import type { FastifyInstance, HTTPMethods } from 'fastify'
import { RE2JS } from 're2js'
import t from 'tap'
import { build, createKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'
import { contract } from './contract.ts'

const TOKENS = {
  ADMIN_TOKEN: 'a token of the operators, 32 characters or more',
  VERIFY_TOKEN: 'a token of the services, 32 characters or more',
  METRICS_TOKEN: 'a token of the metrics, 32 characters or more',
  GITHUB_KEYS_URL: 'http://127.0.0.1:9/keys',
}

const served = async (app: FastifyInstance) => (await app.inject('/api/openapi.json')).json()

interface Operation {
  operationId?: string
  requestBody?: object
  summary?: string
  description?: string
  security?: object[]
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: object }> }>
}

const operationsOf = (document: { paths: Record<string, Record<string, Operation>> }) =>
  Object.values(document.paths).flatMap(path => Object.values(path))

t.test('the document contains the published contract', async t => {
  const document = await served(await build(t))
  t.match(document, { openapi: '3.0.3', servers: [{ url: '/' }] })
  t.same(missing(document, contract), [])
})

t.test('the proof finds missing, changed and removed parts', async t => {
  const document = await served(await build(t))
  const revoke = document.paths['/api/v1/keys/{keyId}'].delete
  document.components.schemas.Error.properties.error.required.pop()
  delete revoke.responses['404']
  revoke.operationId = 'revokeKey'
  t.same(missing(document, contract).sort(), [
    '/components/schemas/Error/properties/error/required',
    '/paths/~api~v1~keys~{keyId}/delete/operationId',
    '/paths/~api~v1~keys~{keyId}/delete/responses/404',
  ])
})

t.test('every operation states its callers and its responses', async t => {
  const document = await served(await build(t, TOKENS))
  for (const operation of operationsOf(document)) {
    const name = operation.operationId ?? 'an operation without an id'
    t.ok(operation.summary, `${name}: a summary`)
    t.ok(operation.description, `${name}: a description`)
    t.type(operation.security, Array, name)
    for (const status of [400, 429, 500, 503]) t.ok(operation.responses[status]?.$ref, `${name}: ${status}`)
    if (operation.security?.length) t.ok(operation.responses[401]?.$ref, `${name}: 401`)
  }
})

/** Every node below a place of the document, with its path. */
const nodesOf = (node: unknown, path = ''): [path: string, node: Record<string, unknown>][] =>
  typeof node !== 'object' || node === null
    ? []
    : [
        [path, node as Record<string, unknown>],
        ...Object.entries(node).flatMap(([name, part]) => nodesOf(part, `${path}/${name}`)),
      ]

t.test('patterns mean the same to every engine: without flags, with the u flag, and to RE2', async t => {
  const document = await served(await build(t, TOKENS))
  const patterns = nodesOf(document).flatMap(([path, { pattern }]) =>
    typeof pattern === 'string' ? [[path, pattern]] : [],
  )
  t.ok(patterns.length > 3)
  for (const [path = '', pattern = ''] of patterns) {
    const re2 = RE2JS.compile(pattern)
    const engines = [
      (text: string) => new RegExp(pattern).test(text),
      (text: string) => new RegExp(pattern, 'u').test(text),
      (text: string) => re2.matcher(text).matches(),
    ]
    for (const [text, good] of [
      ['🔑 an emoji', true],
      ['مفتاح', true],
      ['a\u0000b', false],
    ] as const)
      t.same(
        new Set(engines.map(matches => matches(text))),
        new Set([good && pattern.includes('x00')]),
        `${path}: ${JSON.stringify(text)}`,
      )
    t.notMatch(path, '/responses/', 'what is answered is not judged')
  }
})

t.test('every error response has an example for each of its codes', async t => {
  const { components } = await served(await build(t))
  for (const [name, response] of Object.entries<{ content: Record<string, { examples: Record<string, object> }> }>(
    components.responses,
  )) {
    const examples = Object.entries(response.content['application/json']?.examples ?? {})
    t.ok(examples.length > 0, name)
    for (const [code, example] of examples) t.match(example, { value: { error: { code, request_id: /^req_/ } } })
  }
})

t.test('every example is valid against its schema', async t => {
  const document = await served(await build(t, TOKENS))
  const { components } = document
  const ajv = formats.default(new Ajv({ strict: false }))
  const examples = examplesOf(document)
  t.ok(examples.length > 50, `${examples.length} examples`)
  for (const { at, schema, value } of examples)
    t.ok(ajv.validate({ ...schema, components }, value), `${at}: ${ajv.errorsText()}`)
})

const IDS = ['nonsense', '00000000-0000-4000-8000-000000000009']
/** Bodies with each kind of error, and a correct one. */
const BODIES: [type: string | undefined, payload: string | undefined][] = [
  [undefined, undefined],
  ['text/plain', 'a text'],
  ['application/json', '{'],
  ['application/json', '{"unknown":1}'],
  ['application/json', `"${'x'.repeat(1_048_576)}"`],
]

t.test('every operation lists every status that it returns', async t => {
  const app = await build(t, { ...TOKENS, SESSION_LIMIT_PER_MINUTE: '10000', ANONYMOUS_LIMIT_PER_MINUTE: '10000' })
  const { paths } = await served(app)
  const alice = await signIn('pro')
  const { key } = await createKey(app, alice)
  const bearers = [key, ...Object.values(TOKENS)].map(token => ({ authorization: `Bearer ${token}` }))
  const requests = [{}, { cookie: alice.cookie }, ...bearers].flatMap(credential =>
    BODIES.map(([type, payload]) => ({ headers: { ...credential, ...(type && { 'content-type': type }) }, payload })),
  )
  const given = new Set<string>()
  const unlisted = new Set<string>()
  for (const [path, operations] of Object.entries<Record<string, Operation>>(paths))
    for (const [method, { operationId, responses }] of Object.entries(operations))
      for (const url of IDS.map(id => path.replace(/{\w+}/, id)))
        for (const { headers, payload } of requests) {
          const { statusCode } = await app.inject({
            method: method as HTTPMethods,
            url,
            headers,
            ...(payload && { payload }),
          })
          given.add(String(statusCode))
          if (!(statusCode in responses)) unlisted.add(`${operationId}: ${statusCode}`)
        }
  t.same([...unlisted], [])
  t.same([...given].sort(), ['200', '400', '401', '404', '413', '415', '429'], 'they are all tried')
})

t.test('every header of a gateway is in the document, by its name here', async t => {
  const required = [
    'X-Required-Format',
    'X-Required-Lookback-Days',
    'X-Required-Entitlement',
    'X-Required-Scope',
    'X-Request-Cost',
  ]
  for (const [env, names] of [
    [{}, required],
    [{ FORWARDED_URI_HEADER: 'X-Original-URI' }, ['X-Original-URI', ...required]],
  ] as const) {
    const { paths } = await served(await build(t, env))
    const { parameters } = paths['/forward-auth'].get
    t.same(
      parameters.map(({ name }: { name: string }) => name),
      names,
    )
    for (const { name, required: isRequired = false } of parameters)
      t.equal(isRequired, name === 'X-Original-URI', name)
  }
})

t.test('every body but the published one is a component', async t => {
  const operations = operationsOf(await served(await build(t, TOKENS)))
  const inline = operations.filter(
    ({ requestBody }) => requestBody && !JSON.stringify(requestBody).includes('{"$ref":"#/components/schemas/'),
  )
  t.same(
    inline.map(({ operationId }) => operationId),
    ['revokeAPIKey'],
  )
})

t.test('members with a default can be omitted', async t => {
  const { paths, components } = await served(await build(t, TOKENS))
  const { $ref } = paths['/api/v1/verify'].post.requestBody.content['application/json'].schema
  const body = components.schemas[$ref.split('/').at(-1)]
  t.same(body.required, ['key'])
  t.equal(body.properties.count.default, true)
  const status = paths['/api/v1/keys'].get.parameters.find(({ name }: { name: string }) => name === 'status')
  t.match(status, { required: false, schema: { default: 'all' } })
})

interface Place {
  schema?: object
  example?: unknown
  examples?: Record<string, { value: unknown }>
}

/** Every example below a place of the document, with its schema: the one beside it or the one that contains it. */
function examplesOf(node: Place, at = ''): { at: string; schema: object; value: unknown }[] {
  if (typeof node !== 'object' || node === null) return []
  const { schema = node, example, examples = {} } = node
  const values = [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)]
  const below = Object.entries(node).flatMap(([key, part]) => examplesOf(part, `${at}/${key}`))
  return [...values.map(value => ({ at, schema, value })), ...below]
}

/**
 * The paths at which the document lacks a part of the contract. A list contains another one if it has all of its
 * members.
 */
function missing(has: unknown, wants: unknown, at = ''): string[] {
  if (Array.isArray(wants)) {
    const members = Array.isArray(has) ? has : []
    const isRequired = at.endsWith('/required')
    const all = wants.every(want => members.some(member => missing(member, want).length === 0))
    return all && (!isRequired || members.length === wants.length) ? [] : [at]
  }
  if (typeof wants !== 'object' || wants === null) return has === wants ? [] : [at]
  return Object.entries(wants).flatMap(([key, want]) =>
    has && Object.hasOwn(has, key)
      ? missing((has as Record<string, unknown>)[key], want, `${at}/${key.replaceAll('/', '~')}`)
      : [`${at}/${key.replaceAll('/', '~')}`],
  )
}
