import Type, { type Static, type TProperties } from 'typebox'

const closed = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })

/** The `description` completes the sentence "… must be" of an error. */
const Line = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\x00-\\x1f\\x7f]+$', description: 'one line of text' })
const Url = Type.String({ maxLength: 500, pattern: '^https?://[^\\s<>"{}]+$', description: 'an http or https URL' })
const Color = Type.String({ pattern: '^#[0-9A-Fa-f]{6}$', description: 'a color such as #0f6b63' })

const Contact = closed({
  name: Type.Optional(Line(200)),
  url: Type.Optional(Url),
  email: Type.Optional(
    Type.String({ maxLength: 200, pattern: '^[^\\s@]+@[^\\s@]+$', description: 'an email address' }),
  ),
})

const Info = closed({
  title: Line(200),
  version: Line(50),
  description: Type.Optional(Type.String({ maxLength: 50_000 })),
  termsOfService: Type.Optional(Url),
  contact: Type.Optional(Contact),
  license: Type.Optional(closed({ name: Line(200), url: Type.Optional(Url) })),
})

const Tag = closed({
  name: Line(100),
  description: Type.Optional(Type.String({ maxLength: 2_000 })),
  externalDocs: Type.Optional(closed({ url: Url, description: Type.Optional(Line(200)) })),
})

const Server = closed({
  url: Type.String({
    maxLength: 500,
    pattern: '^(?:https?://[^\\s<>"{}]+|/[^\\s<>"{}]*)$',
    description: 'a path or an http or https URL',
  }),
  description: Type.Optional(Line(200)),
})

const Brand = closed({
  name: Line(40),
  /** Path of an SVG file, from the folder of the JSON file. */
  logo: Type.Optional(Line(500)),
  accent_color: Type.Optional(Color),
  /** In dark mode; the same color if it is left out. */
  accent_color_dark: Type.Optional(Color),
})

/** What keys and plans of the deployment contain, for the examples in the document. */
const Examples = closed({
  entitlements: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  scopes: Type.Optional(Type.Array(Line(64), { minItems: 1, maxItems: 10 })),
})

/** The file that `API_INFO` names. `info`, `tags` and `servers` are as in OpenAPI 3.0.3. */
export const ApiInfo = closed({
  info: Info,
  tags: Type.Optional(Type.Array(Tag, { maxItems: 100 })),
  servers: Type.Optional(Type.Array(Server, { minItems: 1, maxItems: 20 })),
  examples: Type.Optional(Examples),
  brand: Type.Optional(Brand),
})
export type ApiInfo = Static<typeof ApiInfo>
