import { expect, it } from 'vitest';
import { metrics } from './metrics.ts';

/** Names and labels that dashboards, rules and other people's queries are built on. */
const PROMISED = `
  stores{type,status} store_oldest_in_status_timestamp_seconds{type,status} store_transitions_total{type,from,to}
  store_provision_duration_seconds{type,outcome} store_delete_duration_seconds{type,outcome}
  store_provision_failures_total{type,reason} orphan_namespaces missing_namespaces
  step_duration_seconds{step,outcome} step_retries_total{step,reason} fenced_writes_total
  helm_processes helm_queue_length helm_command_duration_seconds{command,outcome}
  helm_command_exits_total{command,exit} helm_unlocks_total{state}
  k8s_requests_total{verb,resource,code} k8s_request_duration_seconds{verb,resource}
  k8s_watch_restarts_total{resource,reason} k8s_up rbac_excess
  outbox_pending outbox_oldest_timestamp_seconds dispatcher_last_success_timestamp_seconds dispatcher_requeued_total
  inngest_up
  trpc_calls_total{procedure,code} trpc_duration_seconds{procedure} sse_streams sse_event_lag_seconds
  auth_attempts_total{outcome} authz_denied_total{procedure} credential_reveals_total{outcome}
  rate_limited_total{bucket} audit_write_failures_total mail_sent_total{outcome}
  db_pool_connections{state} build_info{version,commit,node}`;

it('the registry has every metric that is promised, by that name and with those labels, and no other', () => {
  const found = metrics()
    .registry.getMetricsAsArray()
    .map((metric) => {
      const { name, labelNames } = metric as unknown as { name: string; labelNames: string[] };
      return labelNames.length === 0 ? name : `${name}{${labelNames.join(',')}}`;
    });
  const promised = PROMISED.trim()
    .split(/\s+/)
    .map((name) => `storewright_${name}`);
  expect(found.toSorted()).toEqual(promised.toSorted());
});
