import { inject } from 'vitest';

const { kubeconfigs, tools, urls } = inject('instance');

/** For tests that, like the programs which they start, look for their surroundings in the environment. */
Object.assign(process.env, {
  ADMIN_KUBECONFIG: kubeconfigs.admin,
  KUBECONFIG: kubeconfigs.app,
  KUBECTL_BIN: tools.kubectl,
  HELM_BIN: tools.helm,
  DATABASE_ADMIN_URL: urls.databaseAdmin,
  CONTRACT_DATABASE_URL: urls.databaseAdmin,
});
