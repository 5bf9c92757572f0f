# The one image of the platform: the app (`serve`), its migrations (`migrate`), helm and the charts of stores; nothing writable.
# The context is the repository, of which .dockerignore lets through what is named there.
ARG NODE_IMAGE=node:24-trixie-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
COPY package.json package-lock.json ./
# No package runs anything of its own here.
RUN npm ci --ignore-scripts --no-audit --no-fund
# Helm of the pinned version, as on every machine: its release with the checksum, else the package whose hash is pinned.
COPY scripts/local scripts/local
RUN mkdir /out && node scripts/local/tools/install.ts helm /out/helm
COPY . .
# sharp makes pictures smaller, and no page has one.
RUN node_modules/.bin/prisma generate \
  && node_modules/.bin/next build \
  && cp -r .next/static .next/standalone/.next/static \
  && rm -rf .next/standalone/node_modules/sharp .next/standalone/node_modules/@img \
  && node scripts/image/gather.ts .next/standalone /out/app \
  && node scripts/sbom.ts >/out/app/sbom.cdx.json

# Nothing here installs anything any more. What Debian's packages are stays in /var/lib/dpkg/status, for scanners.
FROM ${NODE_IMAGE} AS runtime
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn* \
    /usr/local/include /usr/local/share/doc /usr/local/share/man /usr/share/doc /usr/share/man /usr/share/locale \
    /usr/bin/apt* /usr/lib/apt /var/lib/apt /var/cache/apt /usr/bin/dpkg* /usr/lib/dpkg /usr/sbin/dpkg* /var/lib/dpkg/info \
  && find / -xdev -type f -perm /6000 -exec chmod a-s {} + \
  && groupadd --gid 10001 storewright \
  && useradd --uid 10001 --gid storewright --no-create-home --home-dir /tmp storewright
COPY --from=build /out/helm /usr/local/bin/helm
COPY --from=build /out/app /app
WORKDIR /app
ENV NODE_COMPILE_CACHE=/app/compile-cache NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NEXT_MANUAL_SIG_HANDLE=true HOME=/tmp
# Runs the app once, as the user who will run it, so that no start compiles again what never changes.
COPY scripts/image/warm.ts scripts/image/
RUN mkdir compile-cache && chown 10001:10001 compile-cache
USER 10001:10001
RUN node scripts/image/warm.ts
USER 0:0
RUN rm -rf scripts/image/warm.ts /tmp/* && chown -R 0:0 compile-cache && chmod -R a+rX,go-w /app

# One layer, so that what was removed is in none.
FROM scratch
COPY --from=runtime / /
WORKDIR /app
ARG BUILD_VERSION=dev
ARG BUILD_COMMIT=
# NEXT_MANUAL_SIG_HANDLE: the app ends in its own order. HOSTNAME: a container has its own name there, and Next would listen on that
# alone. KEEP_ALIVE_TIMEOUT (ms): more than an ingress controller keeps an idle connection (Traefik 90 s), so that none is closed
# just as a request comes over it. MALLOC_TRIM_THRESHOLD_ (bytes): what glibc keeps of freed memory on top of its heap; by itself it
# makes that up to 64 MiB, for good, once a large piece was freed.
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    NODE_ENV=production NODE_COMPILE_CACHE=/app/compile-cache NEXT_TELEMETRY_DISABLED=1 NEXT_MANUAL_SIG_HANDLE=true \
    HOSTNAME=0.0.0.0 PORT=3000 KEEP_ALIVE_TIMEOUT=95000 HOME=/tmp MALLOC_TRIM_THRESHOLD_=131072 \
    BUILD_VERSION=${BUILD_VERSION} BUILD_COMMIT=${BUILD_COMMIT}
USER 10001:10001
EXPOSE 3000
ENTRYPOINT ["node", "/app/scripts/image/entrypoint.ts"]
CMD ["serve"]
