import Type from 'typebox'

const NAME = '[A-Za-z0-9_.-]{1,64}'
/** One spelling for each number, and digits that a double holds exactly. */
const NUMBER = '-?(?:0|[1-9][0-9]{0,11})(?:\\.[0-9]{1,3})?'
const WORD = '[A-Za-z][A-Za-z0-9_.:/+-]{0,99}'
/** Visible ASCII and spaces, without the quote, the backslash, and the comma between the conditions of a header. */
const QUOTED = '"[ !#-+\\--\\[\\]-~]{0,100}"'

/**
 * A condition on one entitlement of a plan: `name=value` or `name>=number`. A value is a number, true, false, a word, or
 * any other text in double quotes.
 */
export const CONDITION = new RegExp(`^(${NAME})(?:(>=)(${NUMBER})|(=)(${NUMBER}|${WORD}|${QUOTED}))$`)

export const MOST_CONDITIONS = 10

export const RequiredEntitlements = Type.Optional(
  Type.Array(Type.String({ pattern: CONDITION.source }), {
    maxItems: MOST_CONDITIONS,
    description:
      'Conditions that the entitlements of the plan must meet, all of them: `name=value` if the entitlement must be the value or a list that contains it, or `name>=number`',
    examples: [['formats=stix', 'lookback_days>=30']],
  }),
)
