# The server with the admin, for a PostgreSQL of your own: `docker compose up` (docs/operations.md).
# Node runs the sources as they are; only the admin is built.
FROM node:24-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY admin/package.json admin/
COPY bench/package.json bench/
COPY contract/package.json contract/
COPY database/package.json database/
COPY e2e/package.json e2e/
COPY fuzz/package.json fuzz/
COPY linkage/package.json linkage/
COPY sdk/package.json sdk/
COPY server/package.json server/
COPY smoke/package.json smoke/

FROM manifests AS admin
# No scripts: what they would bring is Node itself, git hooks and the embedded PostgreSQL.
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY contract contract
COPY sdk sdk
COPY admin admin
RUN node admin/build.ts

FROM manifests AS production
# The embedded PostgreSQL is what is optional.
RUN npm ci --ignore-scripts --omit=dev --omit=optional --workspace server --workspace database --workspace contract --workspace linkage --workspace sdk --workspace smoke

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
RUN install -d -o node -g node -m 700 /data
COPY --from=production /app ./
COPY openapi.json ./
COPY docs/api.md docs/api.md
COPY docs/problems docs/problems
COPY supabase/migrations supabase/migrations
COPY contract contract
COPY database database
COPY linkage linkage
COPY sdk sdk
COPY server server
COPY smoke smoke
COPY --from=admin /app/admin/dist admin/dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
