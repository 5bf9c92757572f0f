import { apiServerCheck } from './api-server.ts';
import { certificatesCheck } from './certificates.ts';
import { clockCheck } from './clock.ts';
import { ingressCheck } from './ingress.ts';
import { kubernetesCheck } from './kubernetes.ts';
import { namesCheck } from './names.ts';
import { networkPoliciesCheck } from './network-policies.ts';
import { nodesCheck } from './nodes.ts';
import type { Check } from './place.ts';
import { platformCheck } from './platform.ts';
import { rightsCheck } from './rights.ts';
import { storageCheck } from './storage.ts';

/** What is asked of a cluster that answers, in the order in which it is told. */
export const CHECKS = {
  kubernetes: kubernetesCheck,
  nodes: nodesCheck,
  platform: platformCheck,
  rights: rightsCheck,
  ingress: ingressCheck,
  storage: storageCheck,
  certificates: certificatesCheck,
  'network policies': networkPoliciesCheck,
  'API server': apiServerCheck,
  names: namesCheck,
  clock: clockCheck,
} satisfies Record<string, Check>;

export type CheckName = keyof typeof CHECKS;
