import type { NextConfig } from 'next';

export default {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  // The charts are read by helm at run time, so they must lie beside the traced server.
  outputFileTracingIncludes: { '/**': ['./helm/woocommerce/**', './helm/medusa/**'] },
} satisfies NextConfig;
