import type { Ours } from '../ours.ts';
import type { Cluster } from './cluster.ts';

/** The platform beside a cluster with real nodes, and that cluster in the hands of its administrator. */
export type Place = { ours: Ours; cluster: Cluster; close(): Promise<void> };
