import { list } from './find.ts';
import type { Check } from './place.ts';
import { ok, wrong } from './result.ts';

type StorageClass = { metadata: { name: string; annotations?: Record<string, string> } };

const isDefault = ({ metadata }: StorageClass) =>
  metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';

/** The class of volumes that the platform and the shops ask for; where none is named, the cluster's default. */
export const storageCheck: Check = async ({ k, expected }) => {
  const classes = await list<StorageClass>(k, '/apis/storage.k8s.io/v1/storageclasses');
  const { storageClass } = expected;
  const found = classes.find(storageClass ? ({ metadata }) => metadata.name === storageClass : isDefault);
  if (found) return [ok('the cluster', `storage class ${found.metadata.name}${storageClass ? '' : ', the default'}`)];
  const there = classes.map(({ metadata }) => metadata.name).join(', ') || 'none';
  return [
    storageClass
      ? wrong(
          'the cluster',
          `no storage class ${storageClass} (there is: ${there})`,
          'Set storageClass of helm/platform to one that is there; empty means the default of the cluster.',
        )
      : wrong(
          'the cluster',
          `no storage class is the default (there is: ${there})`,
          'Set storageClass of helm/platform, or annotate one with storageclass.kubernetes.io/is-default-class=true.',
        ),
  ];
};
