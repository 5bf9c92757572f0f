import { describe, expect, it } from 'vitest';
import { find, render, STORE_CHARTS, valuesOf, type StoreChart } from './chart.ts';

type Path = { path: string; pathType: string; backend: { service: { name: string } } };
type IngressSpec = {
  ingressClassName: string;
  tls?: { hosts: string[]; secretName: string }[];
  rules: { host: string; http: { paths: Path[] } }[];
};

const ISSUER = { 'cert-manager.io/cluster-issuer': 'letsencrypt-prod' };

async function ingressOf(chart: StoreChart, ingress: Record<string, unknown> = {}) {
  return find<IngressSpec>(await render(chart, { values: { ...valuesOf(), ingress } }), 'Ingress', 'web');
}

describe.each(STORE_CHARTS)('the Ingress of %s', (chart) => {
  it('answers for the host of the store alone, under the given class', async () => {
    const { spec } = await ingressOf(chart, { className: 'nginx' });
    expect(spec.ingressClassName).toBe('nginx');
    expect(spec.rules.map(({ host }) => host)).toEqual(['first.localhost']);
  });

  it('has a TLS block for that host when a cluster issuer is annotated', async () => {
    const { metadata, spec } = await ingressOf(chart, { annotations: ISSUER });
    expect(metadata.annotations).toEqual(ISSUER);
    expect(spec.tls).toEqual([{ hosts: ['first.localhost'], secretName: 'web-tls' }]);
  });

  it('takes the given TLS Secret, for its own host, before one that an issuer would make', async () => {
    const { spec } = await ingressOf(chart, { annotations: ISSUER, tls: [{ secretName: 'given' }] });
    expect(spec.tls).toEqual([{ hosts: ['first.localhost'], secretName: 'given' }]);
  });

  it('cannot be given a certificate for another host', async () => {
    const tls = [{ secretName: 'given', hosts: ['other.localhost'] }];
    await expect(ingressOf(chart, { tls })).rejects.toThrow("additional properties 'hosts' not allowed");
  });

  it('has no TLS block otherwise', async () => {
    const { spec } = await ingressOf(chart, { annotations: { 'example.com/other': 'yes' } });
    expect(spec.tls).toBeUndefined();
  });
});

it('Medusa answers its own paths, and the storefront every other', async () => {
  const { spec } = await ingressOf('medusa');
  const paths = spec.rules.flatMap(({ http }) => http.paths);
  const to = (service: string) =>
    paths.filter(({ backend }) => backend.service.name === service).map(({ path }) => path);
  expect(to('backend')).toEqual(['/app', '/auth', '/admin', '/store', '/hooks', '/static']);
  expect(to('storefront')).toEqual(['/']);
});
