/** The person or system that a service makes a request for. */
export const ACTING_FOR_HEADER = 'Keyward-Acting-For'

/** Visible ASCII characters. Also checked by the database. */
export const ACTING_FOR_PATTERN = /^[!-~]{1,128}$/

export const ACTING_FOR = {
  name: ACTING_FOR_HEADER,
  in: 'header',
  required: false,
  description: `Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
recorded with every event and shown beside the actor. It grants nothing.`,
  schema: { type: 'string', pattern: ACTING_FOR_PATTERN.source },
}
