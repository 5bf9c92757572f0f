import type { NextConfig } from 'next';

export default {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  // `scripts/test types` checks all types, those of tests and scripts too; a build that did it again would only be slower.
  typescript: { ignoreBuildErrors: true },
  // The charts are read by helm at run time, so they must lie beside the traced server.
  outputFileTracingIncludes: { '/**': ['./helm/woocommerce/**', './helm/medusa/**'] },
  // Its files do nothing but define, which its package.json doesn't say: of its thousand kinds no start loads those that nobody uses.
  experimental: { optimizePackageImports: ['@kubernetes/client-node'] },
} satisfies NextConfig;
