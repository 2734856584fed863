import Type, { type Static } from 'typebox'
import { invalidField } from '../errors.ts'
import { toDate } from './date-time.ts'
import { Name, NamedAccountId, Reason, Storable, Uuid } from './primitives.ts'

/** The most IDs in one request. */
const MOST_IDS = 1_000

const Time = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description, examples: ['2026-08-01T00:00:00Z'] }))

const Filter = Type.Object(
  {
    created_before: Time('Created before this time'),
    created_after: Time('Created after this time'),
    not_used_since: Time(
      'Created before this time and not used since; uses in the last 10 seconds may not be included yet',
    ),
    name_contains: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        ...Storable,
        description: 'The name contains this text, ignoring case',
        examples: ['ci'],
      }),
    ),
    all: Type.Optional(
      Type.Unsafe<true>({
        type: 'boolean',
        enum: [true],
        description: 'Every key; cannot be combined with other conditions',
      }),
    ),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'Selects the keys that match all of these conditions and are not yet revoked, including expired keys.',
  },
)

const body = {
  ids: Type.Optional(
    Type.Array(Uuid, { minItems: 1, maxItems: MOST_IDS, description: 'IDs of the keys; duplicates count once' }),
  ),
  filter: Type.Optional(Filter),
  reason: Type.Optional(Reason),
  dry_run: Type.Optional(Type.Boolean({ default: false, description: 'Count the keys without revoking them' })),
}

const example = {
  filter: { not_used_since: '2026-08-01T00:00:00Z', name_contains: 'ci' },
  reason: 'not used since July',
  dry_run: true,
}

export const RevokeKeysBody = Type.Object(body, { additionalProperties: false, examples: [example] })
export type RevokeKeysBody = Static<typeof RevokeKeysBody>

export const RevokeAnyKeysBody = Type.Object(
  {
    account_id: Type.Optional({
      ...NamedAccountId,
      description: 'Only keys of this account; if omitted, keys of all accounts',
    }),
    ...body,
  },
  { additionalProperties: false, examples: [example] },
)

const MostUsed = Type.Object({
  id: Uuid,
  name: Name,
  requests_last_day: Type.Integer({ description: 'Requests admitted in the last 24 hours', examples: [42] }),
  requests_last_week: Type.Integer({ description: 'Requests admitted in the last 7 days', examples: [310] }),
})

const count = (description: string, example: number) => Type.Integer({ minimum: 0, description, examples: [example] })

const result = {
  dry_run: Type.Boolean({ description: 'Whether the keys were only counted', examples: [false] }),
  revoked: count('Keys that this request revoked or, in a dry run, would revoke', 12),
  already_revoked: count('Keys that were already revoked', 0),
  complete: Type.Boolean({
    description: 'Whether all selected keys have been processed; if false, repeat the request',
    examples: [true],
  }),
  not_found: count('IDs of keys that do not exist, belong to another account, or that the session may not revoke', 0),
  most_used: Type.Optional(
    Type.Array(MostUsed, { description: 'In a dry run: up to 10 keys with the most requests', examples: [[]] }),
  ),
}

export const Revocations = Type.Object(result, { description: 'Number of keys revoked or, in a dry run, counted' })
export type Revocations = Static<typeof Revocations>

/** The keys that a request selects: by their ids, or by a filter whose conditions they all meet. */
export type KeySelection = { ids: string[] } | { filter: KeyFilter }

/** All conditions that a key must meet. Without conditions: all keys. */
export interface KeyFilter {
  createdBefore?: Date | undefined
  createdAfter?: Date | undefined
  notUsedSince?: Date | undefined
  nameContains?: string | undefined
}

/**
 * Reads the selection of a request.
 * @throws 400 if the request has both ids and a filter, or neither, or combines `all` with other conditions
 */
export function selectedKeys({ ids, filter }: RevokeKeysBody): KeySelection {
  if (ids && filter === undefined) return { ids: [...new Set(ids.map(id => id.toLowerCase()))] }
  if (ids || filter === undefined) throw invalidField('ids', 'must contain either `ids` or `filter`')
  const { all, name_contains: nameContains, ...times } = filter
  if (all && (nameContains !== undefined || Object.keys(times).length > 0))
    throw invalidField('filter.all', 'cannot be combined with anything else')
  const time = (name: keyof typeof times) =>
    times[name] === undefined ? undefined : toDate(`filter.${name}`, times[name])
  return {
    filter: {
      createdBefore: time('created_before'),
      createdAfter: time('created_after'),
      notUsedSince: time('not_used_since'),
      nameContains,
    },
  }
}

type Counts = Pick<Revocations, 'revoked' | 'already_revoked'>

/** Adds the number of ids without a key. A filter finds only existing keys. */
export const countsOf = (selection: KeySelection, counts: Counts) => ({
  ...counts,
  not_found: 'ids' in selection ? selection.ids.length - counts.revoked - counts.already_revoked : 0,
})
