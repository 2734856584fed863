# keyward on Node 24, which runs the TypeScript files directly, without a build.
# Same version as in .nvmrc.
FROM node:24.21.0-bookworm-slim

ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app

# The optional packages only install Node 24 on machines that lack it.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

# Only used without DATABASE_URL.
RUN mkdir /data && chown node:node /data

COPY . .
# The image's user `node`, by number, because Kubernetes' runAsNonRoot cannot look up a name.
USER 1000:1000
EXPOSE 3000

# Checks the process and not the database, because a restart can only repair the process.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# About 45 MB of the heap are in use. Without a limit, the heap grows far beyond that before it is collected.
CMD ["node", "--max-semi-space-size=16", "--max-old-space-size=256", "server.ts"]
