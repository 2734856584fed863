/** @import { NamedEvent } from './days.js' */

/**
 * Events as JSON Lines (jsonlines.org), with the members of the API and the name of the key.
 * @param {NamedEvent[]} events
 */
export const toJsonLines = events =>
  events.map(({ name, ...event }) => `${JSON.stringify({ ...event, key_name: name })}\n`).join('')
