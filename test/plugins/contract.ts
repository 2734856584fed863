/** The published contract of the revoke operation without its prose: what clients have been built against. */
export const contract = {
  openapi: '3.0.3',
  info: {
    title: 'SOC Defenders Threat Intelligence API',
    version: '1.0.0',
    contact: {
      name: 'SOC Defenders Support',
      url: 'https://socdefenders.ai/contact',
      email: 'support@socdefenders.ai',
    },
    license: { name: 'Proprietary', url: 'https://socdefenders.ai/terms' },
  },
  tags: [
    { name: 'IOCs' },
    { name: 'Statistics' },
    { name: 'API Keys' },
    { name: 'TAXII' },
    { name: 'Export Formats' },
    { name: 'Articles' },
    { name: 'Lookup' },
    { name: 'Detection Rules' },
  ],
  paths: {
    '/api/v1/keys/{keyId}': {
      delete: {
        tags: ['API Keys'],
        operationId: 'revokeAPIKey',
        parameters: [
          {
            name: 'keyId',
            in: 'path',
            required: true,
            schema: { type: 'string', format: 'uuid', example: '00000000-0000-4000-8000-000000000123' },
          },
        ],
        requestBody: {
          required: false,
          content: { 'application/json': { schema: { type: 'object', properties: { reason: { type: 'string' } } } } },
        },
        responses: {
          200: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    success: { type: 'boolean', example: true },
                    message: { type: 'string', example: 'API key revoked successfully' },
                  },
                },
              },
            },
          },
          401: { $ref: '#/components/responses/Unauthorized' },
          404: { $ref: '#/components/responses/NotFound' },
        },
        security: [{ CookieAuth: [] }],
        'x-codeSamples': [
          {
            lang: 'JavaScript',
            label: 'Revoke with a reason',
            source: `await fetch('/api/v1/keys/<uuid>', {
  method: 'DELETE',
  credentials: 'include',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ reason: 'rotation: 2026-Q2 quarterly key refresh' }),
});`,
          },
        ],
      },
    },
  },
  components: {
    responses: {
      Unauthorized: {
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
            examples: {
              missing_api_key: {
                value: {
                  error: {
                    code: 'missing_api_key',
                    message: 'API key is required. Include it in the Authorization header as "Bearer sk_live_..."',
                    request_id: 'req_abc123',
                  },
                },
              },
            },
          },
        },
      },
      NotFound: {
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
            examples: {
              not_found: {
                value: {
                  error: {
                    code: 'not_found',
                    message: 'The requested resource was not found',
                    request_id: 'req_abc123',
                  },
                },
              },
            },
          },
        },
      },
    },
    schemas: {
      Error: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['code', 'message', 'request_id'],
            properties: {
              code: { type: 'string' },
              message: { type: 'string' },
              details: { type: 'object' },
              request_id: { type: 'string' },
            },
          },
        },
      },
    },
    securitySchemes: { CookieAuth: { type: 'apiKey', in: 'cookie', name: 'sb-access-token' } },
  },
}
