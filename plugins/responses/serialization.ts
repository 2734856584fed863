import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifySerializerCompiler } from 'fastify'
import fp from 'fastify-plugin'

type Serializer = ReturnType<FastifySerializerCompiler<object>>

const buildSerializer = SerializerSelector()
/**
 * Serializers by schema. Every app of the process can share them: schemas, and those that they refer to by name, are
 * constants.
 */
const serializers = new WeakMap<object, Serializer>()

/** Compiles each response schema once. Fastify would compile the one schema of errors for each status of each route. */
export default fp(
  async function serialization(app) {
    app.setSerializerCompiler<object>(route => {
      const compiled = serializers.get(route.schema)
      if (compiled) return compiled
      const serializer = buildSerializer(app.getSchemas())(route as Required<typeof route>)
      serializers.set(route.schema, serializer)
      return serializer
    })
  },
  { name: 'serialization', fastify: '5.x' },
)
