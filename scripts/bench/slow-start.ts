import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/** From the moment at which the simulated node is given a pod to the moment at which that pod is ready. */
const SLOW_START_MS = 10_000;

/** What the bench chart's slow pods bear; others start at once. */
const SLOW_LABEL = { 'storewright.dev/bench': 'slow' };

type Stage = { metadata: { name: string }; spec: { selector: object } };

/** The sandbox's own stage `pod-ready`, taken in its place (its weight is 0) for labelled pods, and later. */
export function slowStartStage(): object {
  const file = new URL('../local/sandbox/stages.yaml', import.meta.url);
  const stages = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Stage);
  const usual = stages.find(({ metadata }) => metadata.name === 'pod-ready');
  if (!usual)
    throw new Error(`${file.pathname} has no stage "pod-ready" any more: the bench lays a slower one over it.`);
  const selector = { ...usual.spec.selector, matchLabels: SLOW_LABEL };
  const spec = { ...usual.spec, selector, weight: 1, delay: { durationMilliseconds: SLOW_START_MS } };
  return { ...usual, metadata: { name: 'bench-slow-start' }, spec };
}
