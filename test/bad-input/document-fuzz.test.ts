import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import fc from 'fast-check'
import type { HTTPMethods, LightMyRequestResponse } from 'fastify'
import t from 'tap'
import { SERVICE_SCOPES } from '../../schemas/right.ts'
import { build, createKey } from '../kit/app.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { type Person, signIn } from '../kit/people.ts'
import { ADMIN_TOKEN, newLink, signedInByLink } from '../kit/portal.ts'
import { type Made, type Operation, operationsOf, PEOPLE, type Response, requestsOf } from './document-requests.ts'
import type { Schema } from './document-values.ts'

/** Rules that OpenAPI cannot express. */
const UNSPOKEN =
  /cannot be combined with|must be the next_cursor of|must be the Keyward-Next-Cursor of|must contain either `ids` or `filter`|must be an http or https address|must not be sent beside|is required with tier_until|must not be missing: send both|must have a minute, day or month|must be the name of a plan|must be that of the path|the plan's version|for a new plan|default plan|default instead|must be an HTTPS URL|for an element|whose ID is the account|is required for a person who is not a member|fewer than 1 properties/
type Known = readonly [ids: readonly string[], accounts: readonly string[]]

/** Requests per operation. */
const RUNS = EXHAUSTIVE ? 500 : 30
/** Requests as documented that follow, at most, until one succeeds. */
const MORE_RUNS = 300
/** A failure names it, and FUZZ_SEED=… repeats it. */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const UNLIMITED = { SESSION_LIMIT_PER_MINUTE: '1000000', ANONYMOUS_LIMIT_PER_MINUTE: '1000000' }
const token = (name: string) => `a token for ${name}, 32 characters or more`
const TOKENS = { ADMIN_TOKEN, VERIFY_TOKEN: token('verify'), METRICS_TOKEN: token('metrics') }

// Without a shape, every import is 409.
const SHAPES = { IMPORTED_KEY_SHAPES: 'base62 43' }
const app = await build(t, { ...TOKENS, ...UNLIMITED, ...SHAPES })
const alice = await signIn('pro')
const { key } = await createKey(app, alice)
const known = async (person: Person) =>
  [
    [
      ...(await Promise.all(Array.from({ length: 5 }, async () => (await createKey(app, person)).id))),
      ...(await Promise.all(Array.from({ length: 3 }, async () => (await newLink(app)).id))),
    ],
    [person.accountId],
  ] as const
const ofAlice = await known(alice)
// Another account, so that operators leave the first with its limits.
const ofBob = await known(await signIn('pro'))
for (const [, [account]] of [ofAlice, ofBob])
  for (const person of PEOPLE)
    await app.inject({
      ...{ method: 'PUT', url: `/admin/v1/accounts/${account}/members/${person}`, payload: { role: 'reader' } },
      headers: { authorization: `Bearer ${TOKENS.ADMIN_TOKEN}` },
    })
const createServiceKey = () =>
  app.inject({
    ...{ method: 'POST', url: '/admin/v1/service-keys', payload: { name: 'fuzzer', scopes: SERVICE_SCOPES } },
    headers: { authorization: `Bearer ${TOKENS.ADMIN_TOKEN}` },
  })
const serviceKey = (await createServiceKey()).json().key
const ofServices = [
  await Promise.all(Array.from({ length: 5 }, async () => (await createServiceKey()).json().id)),
  [],
] as const
const document = (await app.inject('/api/openapi.json')).json()
const operations = operationsOf(document)

const CREDENTIALS: Record<string, Record<string, string>> = {
  CookieAuth: { cookie: alice.cookie },
  PortalCookie: { cookie: (await signedInByLink(app, { account: alice.accountId })).cookie },
  BearerKey: { authorization: `Bearer ${key}` },
  HeaderKey: { 'x-api-key': key },
  QueryKey: { authorization: `bearer ${key}` },
  ServiceToken: { authorization: `Bearer ${TOKENS.VERIFY_TOKEN}` },
  OperatorToken: { authorization: `Bearer ${TOKENS.ADMIN_TOKEN}` },
  ServiceKey: { authorization: `Bearer ${serviceKey}` },
  MetricsToken: { authorization: `Bearer ${TOKENS.METRICS_TOKEN}` },
}

const ajv = formats.default(new Ajv({ strict: false }))
const validators = new Map<Schema, ValidateFunction>()

function validatorOf(schema: Schema) {
  const known = validators.get(schema) ?? ajv.compile(schema)
  validators.set(schema, known)
  return known
}

/** @returns the deviations of a response from the document, in words */
function faultsOf({ statusCode, headers, body }: LightMyRequestResponse, { responses }: Operation): string[] {
  const documented: Response | undefined = responses[statusCode]
  if (!documented || statusCode >= 500) return [`the status is ${statusCode}`]
  const wrongHeaders = Object.entries(documented.headers ?? {})
    .filter(([name, { schema }]) => !isHeader(headers[name.toLowerCase()], schema))
    .map(([name]) => `the header ${name} is ${headers[name.toLowerCase()]}`)
  return [...wrongHeaders, ...bodyFaults(documented, String(headers['content-type'] ?? ''), body)]
}

const isHeader = (value: unknown, { type }: Schema) =>
  value !== undefined && (type !== 'integer' || /^\d+$/.test(String(value)))

function bodyFaults({ content }: Response, contentType: string, body: string) {
  const type = contentType.split(';')[0] ?? ''
  if (!content) return body === '' ? [] : ['there is a body']
  const schema = content[type]?.schema
  if (!schema) return [`the content type is ${contentType}`]
  const validate = validatorOf(schema)
  return validate(type === 'application/json' ? JSON.parse(body) : body) ? [] : [ajv.errorsText(validate.errors)]
}

const send = ({ url, body }: Made, method: HTTPMethods, credential: Record<string, string> | undefined) =>
  app.inject({
    method,
    url,
    headers: { ...credential, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: body }),
  })

/** Requests that succeed by a secret that no other request can guess. */
const BY_SECRET: Record<string, () => Promise<Made>> = {
  signIn: async () => ({ ...SIGN_IN, body: JSON.stringify({ code: (await newLink(app)).code }) }),
}
const SIGN_IN = { valid: true, url: '/api/v1/sign-in' }

/**
 * Operations that need working keys come first. Those that can end the session, revoke every key, or leave the account
 * without requests, come last.
 */
const place = ({ operation: { operationId } }: { operation: Operation }) =>
  /^pause|^resume/.test(operationId) ? 0 : /^revoke|^putPlan|^signOut$/.test(operationId) ? 2 : 1

for (const { method, path, operation } of operations.toSorted((a, b) => place(a) - place(b)))
  t.test(`${operation.operationId}: responses match the document for all requests`, async t => {
    const { security = [] } = operation
    const credentials = security.flatMap(scheme => Object.keys(scheme)).map(name => CREDENTIALS[name])
    const own = fc.constantFrom(...(credentials.length > 0 ? credentials : [undefined]))
    const any = fc.constantFrom(undefined, ...Object.values(CREDENTIALS), { cookie: 'sb-access-token=x' })
    const seen = new Set<number>()
    let isUnspoken = false
    const known: Known = path.startsWith('/admin/v1/service-keys')
      ? ofServices
      : path.startsWith('/admin')
        ? ofBob
        : ofAlice
    const requests = requestsOf(path, operation, ...known)
    const property = fc.asyncProperty(
      requests,
      fc.oneof({ weight: 4, arbitrary: own }, { weight: 1, arbitrary: any }),
      async (request, credential) => {
        const reply = await send(request, method, credential)
        seen.add(reply.statusCode)
        const faults = faultsOf(reply, operation)
        isUnspoken ||= UNSPOKEN.test(reply.body)
        if (request.valid && reply.statusCode === 400 && !UNSPOKEN.test(reply.body))
          faults.push(`it is as documented and refused: ${reply.body}`)
        if (faults.length > 0) throw new Error(faults.join('; '))
      },
    )
    await fc.assert(property, { numRuns: RUNS, seed })
    // With few requests, none may be valid if OpenAPI cannot express a rule.
    if (isUnspoken && !EXHAUSTIVE) return
    const succeeds = () => [200, 201, 202].some(status => seen.has(status))
    const made = await BY_SECRET[operation.operationId]?.()
    if (made) {
      const reply = await send(made, method, undefined)
      t.same(faultsOf(reply, operation), [])
      seen.add(reply.statusCode)
    }
    // Few random requests may also miss the ones that succeed: those with a known ID and the right credential.
    const more = requests.filter(({ valid }) => valid)
    for (const request of fc.sample(more, { numRuns: MORE_RUNS, seed })) {
      if (succeeds()) break
      seen.add((await send(request, method, credentials[0])).statusCode)
    }
    t.ok(succeeds(), `it succeeds at times: ${[...seen]}`)
  })
