import { list } from './find.ts';
import type { Check, Place } from './place.ts';
import { ok, wrong, type Finding } from './result.ts';

/** More than a slow call, less than what tokens and certificates forgive. */
const TOLERATED_SECONDS = 10;
/** A node renews its lease every 10 s and is called not ready after 50: one that is ready and says less has a slow clock. */
const RENEWED_SECONDS = 60;

const SET = 'Set it and keep it so: timedatectl set-ntp true.';

/** How many seconds a clock is off that showed `read` between two readings of ours, all in ms; 0 while it may have been in between. */
export function secondsOff(before: number, read: number, after: number): number {
  // The API server leaves out what is less than a second.
  if (read > after) return Math.round((read - after) / 1000);
  return Math.max(0, Math.round((before - (read + 1000)) / 1000));
}

type Review = { metadata: { creationTimestamp: string } };

/** The API server's time, by a question of which it keeps nothing. */
async function serverTime({ k }: Place): Promise<number> {
  const kind = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const signal = AbortSignal.timeout(15_000);
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const { metadata } = await k.read<Review>({ path, question: kind, object: "the cluster's time", signal });
  return Date.parse(metadata.creationTimestamp);
}

type Lease = { metadata: { name: string }; spec: { renewTime?: string } };

function judgeNode({ metadata, spec }: Lease, server: number): Finding[] {
  const ahead = (Date.parse(spec.renewTime ?? '') - server) / 1000;
  if (ahead > TOLERATED_SECONDS)
    return [wrong(`node ${metadata.name}`, `its clock is ${Math.round(ahead)} s fast`, SET)];
  if (ahead < -RENEWED_SECONDS)
    return [wrong(`node ${metadata.name}`, `its clock is slow, or it has been away, for ${Math.round(-ahead)} s`, SET)];
  return [];
}

/** Whether this machine, the API server and the nodes agree on the time. */
export const clockCheck: Check = async (place) => {
  const leases = await list<Lease>(place.k, '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases');
  const before = place.now();
  const server = await serverTime(place);
  const off = secondsOff(before, server, place.now());
  const findings = leases.flatMap((lease) => judgeNode(lease, server));
  if (off > TOLERATED_SECONDS)
    findings.unshift(
      wrong('this machine', `its clock and the API server's are ${off} s apart`, `${SET} On the one that is wrong.`),
    );
  return findings.length > 0 ? findings : [ok('this machine, the cluster', 'the clocks agree')];
};
