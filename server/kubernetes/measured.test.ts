import { expect, it } from 'vitest';
import { resourceOf } from './measured.ts';

it.each([
  ['/api/v1/namespaces', 'namespaces'],
  ['/api/v1/namespaces/store-abcdefghij', 'namespaces'],
  ['/api/v1/namespaces/store-abcdefghij/pods', 'pods'],
  ['/api/v1/namespaces/store-abcdefghij/pods/web-0', 'pods'],
  ['/api/v1/namespaces/store-abcdefghij/pods/web-0/log', 'pods/log'],
  ['/apis/apps/v1/namespaces/store-abcdefghij/deployments', 'deployments'],
  ['/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', 'selfsubjectaccessreviews'],
  ['/version', 'version'],
  ['/readyz', 'readyz'],
  ['/elsewhere/store-abcdefghij', 'other'],
])('a call of %s counts as one of %s, so that no name becomes a label', (path, resource) => {
  expect(resourceOf(path)).toBe(resource);
});
