import { list } from './find.ts';
import type { Check } from './place.ts';
import { ok, warning, wrong, type Finding } from './result.ts';

export type Node = {
  metadata: { name: string; annotations?: Record<string, string> };
  spec?: { unschedulable?: boolean };
  status: { conditions?: { type: string; status: string }[]; nodeInfo: { containerRuntimeVersion: string } };
};

/** Whether a node is only played by kwok: no container runs there. */
export const isSimulated = ({ status }: Node): boolean => status.nodeInfo.containerRuntimeVersion === 'simulated';

const isReady = ({ status }: Node) =>
  status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');

/** Whether pods can start there. */
export function judgeNode(node: Node): Finding {
  const where = `node ${node.metadata.name}`;
  if (!isReady(node)) return wrong(where, 'not ready', `kubectl describe node ${node.metadata.name} says why.`);
  if (node.spec?.unschedulable)
    return warning(where, 'takes no new pods', `kubectl uncordon ${node.metadata.name} lets it take pods again.`);
  if (isSimulated(node))
    return warning(where, 'simulated: no container runs there', 'Shops that sell need a cluster with real nodes.');
  return ok(where, 'ready');
}

/** Whether there are nodes, and pods can start on them. */
export const nodesCheck: Check = async ({ k }) => {
  const nodes = await list<Node>(k, '/api/v1/nodes');
  if (nodes.length === 0) return [wrong('the cluster', 'there is no node', 'Add a node: without one no pod runs.')];
  return nodes.map(judgeNode);
};
