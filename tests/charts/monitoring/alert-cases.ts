/**
 * A series and its values a minute apart, in promtool's words: `0+1x60` rises by 1 for an hour. One that ends before an alert is
 * looked at has long been gone by then.
 */
type Series = Record<string, string>;

/** What makes an alert fire, and what is nearly that and leaves it silent; both looked at `at` minutes after the clock's beginning. */
export type AlertCase = {
  alert: string;
  at: number;
  fires: Series;
  silent: Series;
  /** The labels of what fires, besides those that the rule gives. */
  labels?: Record<string, string>;
};

const failed = 'storewright_store_provision_duration_seconds_count{type="medusa",outcome="failed"}';
const succeeded = 'storewright_store_provision_duration_seconds_count{type="medusa",outcome="succeeded"}';
const internal = 'storewright_trpc_calls_total{procedure="store.list",code="INTERNAL"}';
const answered = 'storewright_trpc_calls_total{procedure="store.list",code="OK"}';

/** A histogram of which every minute ten more lie under the bound, and a hundred under the next. */
const latency = (name: string, labels: string, [bound, next]: readonly [string, string]): Series => ({
  [`${name}_bucket{${labels}le="${bound}"}`]: '0+10x120',
  [`${name}_bucket{${labels}le="${next}"}`]: '0+100x120',
  [`${name}_bucket{${labels}le="+Inf"}`]: '0+100x120',
});

const oldest = (status: string) =>
  `storewright_store_oldest_in_status_timestamp_seconds{type="medusa",status="${status}"}`;
const count = (status: string, instance = 'a') =>
  `storewright_stores{type="medusa",status="${status}",instance="${instance}"}`;
const requested = (namespace: string) =>
  `kube_pod_container_resource_requests{namespace="${namespace}",pod="web-0",container="web",resource="cpu"}`;
const quota = (type: string) =>
  `kube_resourcequota{namespace="store-abcdefghij",resourcequota="store-quota",resource="pods",type="${type}"}`;
const volume = (name: string) =>
  `kubelet_volume_stats_${name}_bytes{namespace="store-abcdefghij",persistentvolumeclaim="uploads"}`;
const certificate = 'certmanager_certificate_expiration_timestamp_seconds{namespace="store-abcdefghij",name="web-tls"}';
const day = 86_400;

export const ALERT_CASES: AlertCase[] = [
  {
    alert: 'StoreStuckProvisioning',
    at: 15,
    // The clock of these tests begins at 0.
    fires: { [oldest('provisioning')]: '0x60' },
    silent: { [oldest('provisioning')]: '360x60', [oldest('ready')]: '0x60' },
    labels: { type: 'medusa' },
  },
  {
    alert: 'StoreStuckDeleting',
    at: 20,
    fires: { [oldest('deleting')]: '0x60' },
    silent: { [oldest('deleting')]: '360x60', [oldest('failed')]: '0x60' },
    labels: { type: 'medusa' },
  },
  {
    alert: 'StoresFailed',
    at: 15,
    fires: { [count('failed')]: '6x60', [count('ready')]: '1000x60' },
    // Two processes tell of the same five stores.
    silent: { [count('failed')]: '5x60', [count('failed', 'b')]: '5x60', [count('ready')]: '1000x60' },
  },
  {
    alert: 'StoresFailed',
    at: 15,
    fires: { [count('failed')]: '1x60', [count('ready')]: '18x60' },
    silent: { [count('failed')]: '1x60', [count('ready')]: '19x60' },
  },
  {
    alert: 'ProvisionFailureBurn',
    at: 430,
    // Six good hours, then a bad one: the slow one is silent yet.
    fires: { [failed]: '0x360 8+8x70', [succeeded]: '0+10x360 3602+2x70' },
    silent: { [failed]: '0+25x430', [succeeded]: '0+75x430' },
    labels: { burn: 'fast' },
  },
  {
    alert: 'ProvisionFailureBurn',
    at: 400,
    fires: { [failed]: '0+4x420', [succeeded]: '0+6x420' },
    // Every provisioning of the night failed: it was one.
    silent: { [failed]: '0x390 1x30', [succeeded]: '0x420' },
    labels: { burn: 'slow' },
  },
  {
    alert: 'ProvisionLatencyHigh',
    at: 90,
    fires: latency('storewright_store_provision_duration_seconds', 'type="medusa",outcome="succeeded",', [
      '300',
      '600',
    ]),
    silent: latency('storewright_store_provision_duration_seconds', 'type="medusa",outcome="succeeded",', [
      '180',
      '300',
    ]),
    labels: { type: 'medusa' },
  },
  {
    alert: 'ProvisioningStalled',
    at: 30,
    fires: {
      [count('provisioning')]: '1x60',
      'storewright_step_duration_seconds_count{step="start-store",outcome="succeeded"}': '5x60',
    },
    silent: {
      [count('provisioning')]: '1x60',
      'storewright_step_duration_seconds_count{step="start-store",outcome="succeeded"}': '5x20 6x40',
    },
  },
  {
    alert: 'OrphanNamespaces',
    at: 20,
    fires: { storewright_orphan_namespaces: '1x60' },
    silent: { storewright_orphan_namespaces: '1x10 0x60' },
  },
  {
    alert: 'MissingNamespaces',
    at: 5,
    fires: { storewright_missing_namespaces: '1x60' },
    silent: { storewright_missing_namespaces: '0x60' },
  },
  {
    alert: 'OutboxBacklog',
    at: 10,
    fires: { storewright_outbox_pending: '1x60', storewright_outbox_oldest_timestamp_seconds: '300x60' },
    silent: { storewright_outbox_pending: '1x60', storewright_outbox_oldest_timestamp_seconds: '500x60' },
  },
  {
    alert: 'DispatcherDead',
    at: 10,
    fires: { 'storewright_dispatcher_last_success_timestamp_seconds{instance="a"}': '240x60' },
    // One of two processes is enough.
    silent: {
      'storewright_dispatcher_last_success_timestamp_seconds{instance="a"}': '240x60',
      'storewright_dispatcher_last_success_timestamp_seconds{instance="b"}': '0+60x60',
    },
  },
  {
    alert: 'InngestDown',
    at: 10,
    fires: { 'storewright_inngest_up{instance="a"}': '0x60', 'storewright_inngest_up{instance="b"}': '1x60' },
    silent: { storewright_inngest_up: '1x8 0 1x60' },
  },
  {
    alert: 'HelmKilled',
    at: 20,
    fires: { 'storewright_helm_command_exits_total{command="upgrade",exit="killed"}': '0x10 1x60' },
    silent: {
      'storewright_helm_command_exits_total{command="upgrade",exit="killed"}': '1x60',
      'storewright_helm_command_exits_total{command="upgrade",exit="1"}': '0x10 1x60',
    },
  },
  {
    alert: 'HelmUnlocks',
    at: 60,
    fires: { 'storewright_helm_unlocks_total{state="pending-install"}': '0x20 4x60' },
    silent: { 'storewright_helm_unlocks_total{state="pending-install"}': '0x20 2x60' },
  },
  {
    alert: 'KubeApiUnreachable',
    at: 10,
    fires: { 'storewright_k8s_up{instance="a"}': '0x60', 'storewright_k8s_up{instance="b"}': '1x60' },
    silent: { storewright_k8s_up: '1x8 0 1x60' },
  },
  {
    alert: 'KubeApiThrottled',
    at: 30,
    fires: {
      'storewright_k8s_requests_total{verb="post",resource="jobs",code="429"}': '0+10x60',
      'storewright_k8s_requests_total{verb="get",resource="pods",code="200"}': '0+90x60',
    },
    silent: {
      'storewright_k8s_requests_total{verb="post",resource="jobs",code="429"}': '0+4x60',
      'storewright_k8s_requests_total{verb="get",resource="pods",code="200"}': '0+96x60',
    },
  },
  {
    alert: 'ClusterUtilisationHigh',
    at: 30,
    fires: {
      [requested('store-a')]: '7x60',
      'kube_pod_status_phase{namespace="store-a",pod="web-0",phase="Running"}': '1x60',
      'kube_node_status_allocatable{node="one",resource="cpu"}': '8x60',
    },
    // What has ended asks for nothing any more.
    silent: {
      [requested('store-a')]: '6x60',
      'kube_pod_status_phase{namespace="store-a",pod="web-0",phase="Running"}': '1x60',
      [requested('store-b')]: '6x60',
      'kube_pod_status_phase{namespace="store-b",pod="web-0",phase="Running"}': '0x60',
      'kube_node_status_allocatable{node="one",resource="cpu"}': '8x60',
    },
    labels: { resource: 'cpu' },
  },
  {
    alert: 'NamespaceQuotaAlmostFull',
    at: 30,
    fires: { [quota('used')]: '20x60', [quota('hard')]: '20x60' },
    silent: { [quota('used')]: '19x60', [quota('hard')]: '20x60' },
    labels: { namespace: 'store-abcdefghij', resource: 'pods' },
  },
  {
    alert: 'StorePodsCrashLooping',
    at: 30,
    // Between two starts it waits, then runs for a moment.
    fires: {
      'kube_pod_container_status_waiting_reason{namespace="store-abcdefghij",pod="web-0",container="web",reason="CrashLoopBackOff"}':
        '1x10 0 0 1x10 0 0 1x10',
    },
    silent: {
      'kube_pod_container_status_waiting_reason{namespace="store-abcdefghij",pod="web-0",container="web",reason="CrashLoopBackOff"}':
        '1x5 0x60',
      'kube_pod_container_status_waiting_reason{namespace="elsewhere",pod="web-0",container="web",reason="CrashLoopBackOff"}':
        '1x60',
    },
    labels: { namespace: 'store-abcdefghij', container: 'web' },
  },
  {
    alert: 'PvcAlmostFull',
    at: 30,
    fires: { [volume('available')]: '9x60', [volume('capacity')]: '100x60' },
    silent: { [volume('available')]: '11x60', [volume('capacity')]: '100x60' },
    labels: { namespace: 'store-abcdefghij', persistentvolumeclaim: 'uploads' },
  },
  {
    alert: 'CertExpiry',
    at: 90,
    fires: { [certificate]: `${13 * day}x120` },
    silent: { [certificate]: `${20 * day}x120` },
    labels: { namespace: 'store-abcdefghij', name: 'web-tls' },
  },
  {
    alert: 'ApiErrorBurn',
    at: 430,
    fires: { [internal]: '0x360 10+10x70', [answered]: '0+90x430' },
    // What a caller did wrong is no error of ours.
    silent: {
      'storewright_trpc_calls_total{procedure="store.get",code="NOT_FOUND"}': '0+50x430',
      [answered]: '0+50x430',
    },
    labels: { burn: 'fast' },
  },
  {
    alert: 'ApiErrorBurn',
    at: 400,
    fires: { [internal]: '0+4x420', [answered]: '0+96x420' },
    silent: { [internal]: '0+2x420', [answered]: '0+98x420' },
    labels: { burn: 'slow' },
  },
  {
    alert: 'ApiLatency',
    at: 30,
    fires: latency('storewright_trpc_duration_seconds', 'procedure="store.list",', ['1', '2.5']),
    silent: latency('storewright_trpc_duration_seconds', 'procedure="store.list",', ['0.5', '1']),
  },
  {
    alert: 'SseLag',
    at: 30,
    fires: latency('storewright_sse_event_lag_seconds', '', ['1', '5']),
    silent: latency('storewright_sse_event_lag_seconds', '', ['0.5', '1']),
  },
  {
    alert: 'EventLoopLag',
    at: 20,
    fires: {
      'nodejs_eventloop_lag_p99_seconds{job="metrics",instance="a"}': '0.4x60',
      'storewright_build_info{job="metrics",instance="a"}': '1x60',
    },
    // That of another program in the same Prometheus.
    silent: {
      'nodejs_eventloop_lag_p99_seconds{job="other",instance="b"}': '0.4x60',
      'nodejs_eventloop_lag_p99_seconds{job="metrics",instance="a"}': '0.02x60',
      'storewright_build_info{job="metrics",instance="a"}': '1x60',
    },
    labels: { instance: 'a' },
  },
  {
    alert: 'DbPoolSaturated',
    at: 20,
    fires: { 'storewright_db_pool_connections{state="waiting",instance="a"}': '3x60' },
    silent: { 'storewright_db_pool_connections{state="waiting",instance="a"}': '3x18 0 3x60' },
    labels: { state: 'waiting', instance: 'a' },
  },
  {
    alert: 'CredentialRevealSpike',
    at: 20,
    fires: { 'storewright_credential_reveals_total{outcome="revealed"}': '0+2x60' },
    silent: {
      'storewright_credential_reveals_total{outcome="revealed"}': '0+1x60',
      'storewright_credential_reveals_total{outcome="limited"}': '0+9x60',
    },
  },
  {
    alert: 'AuthzDeniedSpike',
    at: 20,
    fires: { 'storewright_authz_denied_total{procedure="store.get"}': '0+4x60' },
    silent: { 'storewright_authz_denied_total{procedure="store.get"}': '0+3x60' },
  },
  {
    alert: 'AuditWriteFailure',
    at: 20,
    fires: { storewright_audit_write_failures_total: '0x10 1x60' },
    silent: { storewright_audit_write_failures_total: '1x60' },
  },
  {
    alert: 'RbacExcess',
    at: 5,
    fires: { storewright_rbac_excess: '2x60' },
    silent: { storewright_rbac_excess: '0x60' },
  },
  {
    alert: 'DeadMansSwitch',
    at: 20,
    fires: { 'storewright_build_info{instance="a"}': '1x60' },
    silent: { 'storewright_build_info{instance="a"}': '1x10' },
  },
];
