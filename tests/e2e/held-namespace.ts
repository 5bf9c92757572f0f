import { kubectl } from './kubectl.ts';

const OBJECT = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'held', finalizers: ['example.org/held'] } };

/** An object of the namespace waits for somebody who never comes, so the namespace stays until it is released. */
export async function holdNamespace(namespace: string): Promise<void> {
  await kubectl(['create', '--namespace', namespace, '-f', '-'], OBJECT);
}

/** Lets the namespace go. */
export async function releaseNamespace(namespace: string): Promise<void> {
  await kubectl(['patch', '--namespace', namespace, 'configmap/held', '--patch', '{"metadata":{"finalizers":null}}']);
}
