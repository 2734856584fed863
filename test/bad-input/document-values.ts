import fc from 'fast-check'
import { EXTERNAL_ID } from '../../schemas/primitives.ts'
import { PLAN_NAME } from '../../schemas/tier.ts'

export interface Schema {
  $ref?: string
  type?: string
  enum?: unknown[]
  nullable?: boolean
  format?: string
  pattern?: string
  'x-well-formed'?: boolean
  'x-visible'?: boolean
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  minProperties?: number
  required?: string[]
}
/** Values of a schema. @param ids those that a UUID may be, besides any other */
export function valuesOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const { nullable, ...rest } = schema
  if (nullable) return fc.option(valuesOf(rest, ids), { nil: null })
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'string':
      return textsOf(schema, ids)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1_000, max: schema.maximum ?? 1_000 })
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, ids), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      })
    case 'object': {
      const members = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, valuesOf(one, ids)])
      return fc
        .record(Object.fromEntries(members), { requiredKeys: (schema.required ?? []) as never[] })
        .filter(made => Object.keys(made).length >= (schema.minProperties ?? 0))
    }
    default:
      throw new Error(`no values for ${JSON.stringify(schema)}`)
  }
}

function textsOf({ format, pattern, minLength = 0, maxLength = 200, ...more }: Schema, ids: readonly string[]) {
  // Often enough a known one that some request of every operation succeeds.
  if (format === 'uuid' || pattern === EXTERNAL_ID.source)
    return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() })
  if (pattern === PLAN_NAME.source) return fc.oneof(fc.constantFrom('free', 'pro'), fc.stringMatching(PLAN_NAME))
  if (format === 'date-time')
    return fc
      .date({ min: new Date('2090-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
      .map(date => date.toISOString())
  const matching = new RegExp(pattern ?? '', 'u')
  const isGood = (text: string) =>
    matching.test(text) &&
    [...text].length >= minLength &&
    [...text].length <= maxLength &&
    (!more['x-well-formed'] || text.isWellFormed()) &&
    (!more['x-visible'] || /[\p{L}\p{N}\p{P}\p{S}]/u.test(text))
  // Of the narrow ones, random text would hit none.
  if (pattern && !pattern.includes('x00')) return fc.stringMatching(matching).filter(isGood)
  return fc
    .oneof(fc.string({ minLength, maxLength }), fc.string({ unit: 'binary', minLength, maxLength }))
    .filter(isGood)
}

/** Anything but, mostly, what a schema wants: other types, too much, too little, and what is next to it. */
const odd = [null, '', 0, -1, 1e21, [], {}, '\u0000', '\ud800', 'x'.repeat(600), '2020-02-30T25:00:00Z', 'NaN']
const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(...odd))

/** A value of a schema of which a part has been replaced, left out or added. */
export function mutantsOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.type !== 'object') return anything
  const members = Object.entries(schema.properties ?? {}).map(([name, one]) => [
    name,
    fc.oneof(valuesOf(one, ids), anything),
  ])
  const some = fc.record(Object.fromEntries(members), { requiredKeys: [] })
  const more = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'id', 'constructor')), anything)
  return fc.oneof(some, fc.tuple(some, more).map(Object.assign), anything)
}
