#!/bin/sh
# Removes from node_modules what only a browser, a build or a debugger wants: 730 MB become about a quarter. What is left starts,
# migrates and sells; the order check on a real cluster is the proof.
set -eu
cd node_modules

# The admin is built into public/ by now, and nothing compiles at run time.
rm -rf @medusajs/dashboard @medusajs/icons @medusajs/ui @medusajs/js-sdk @medusajs/admin-vite-plugin \
  @ariakit @dnd-kit @floating-ui @hookform @internationalized @radix-ui @react-aria @react-stately @react-types @tanstack @uiw \
  cmdk date-fns framer-motion motion motion-dom motion-utils prism-react-renderer prismjs radix-ui react react-* sonner \
  tailwind-merge tailwindcss tailwindcss-animate i18next i18next-* lucide-react qrcode \
  @esbuild esbuild @rollup rollup @rolldown rolldown @swc @types @vitejs vite typescript ts-node caniuse-lite autoprefixer \
  postcss postcss-* sucrase jiti figlet node-releases update-browserslist-db browserslist csstype

# Of Babel only what compiled code calls, of OpenTelemetry only the interface that stays silent without the rest.
find @babel -mindepth 1 -maxdepth 1 ! -name runtime -exec rm -rf {} +
find @opentelemetry -mindepth 1 -maxdepth 1 ! -name api -exec rm -rf {} +

find . -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.md' -o -name '*.tsbuildinfo' \) -delete
find . -type d \( -name __tests__ -o -name __mocks__ -o -name __fixtures__ \) -prune -exec rm -rf {} +
find . -xtype l -delete
