import { createHelm } from '#server/helm/index.ts';

/** A process to be killed while its helm is at work: `node install.ts NAMESPACE CHART CACHE`. */
const [namespace = '', chartDir = '', cacheDir = ''] = process.argv.slice(2);
const { HELM_BIN: bin = 'helm', KUBECONFIG: kubeconfig } = process.env;
const helm = createHelm({ bin, kubeconfig, concurrency: 1, timeoutMs: 60_000, graceMs: 10_000, cacheDir });
const context = { guard: () => {}, signal: new AbortController().signal };
await helm.ensureRelease(context, { namespace, release: 'store', chartDir, values: { store: { id: 'abcdefghij' } } });
