import { HelmError, type HelmErrorKind, isHelmUnusable, isTransient as isTransientHelm } from '#server/helm/index.ts';
import {
  isTransient as isTransientKubernetes,
  KubernetesError,
  type KubernetesErrorKind,
} from '#server/kubernetes/errors.ts';
import type { FailureReason } from '#server/stores/operation.ts';
import type { Finding } from './progress.ts';

/** What a step failed for, for good: trying again changes nothing until somebody mends the cause. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}

export type Verdict =
  | { is: 'transient'; reason: string; retryAfterSeconds?: number }
  /** The platform has nothing to work with: no store is to blame, and the clock of each stands still (F18, F41). */
  | { is: 'unable'; reason: string }
  /** A right is missing: it may be on its way, or has been taken away (F16). */
  | { is: 'forbidden'; reason: string }
  | { is: 'final'; failure: StepFailed }
  | { is: 'unforeseen' };

const KUBERNETES_FINAL: Partial<Record<KubernetesErrorKind, FailureReason>> = {
  'quota-exceeded': 'QuotaExceeded',
  'admission-denied': 'AdmissionDenied',
  'not-found': 'NamespaceMissing',
  invalid: 'Internal',
};

const HELM_FINAL: Partial<Record<HelmErrorKind, FailureReason>> = {
  quota: 'QuotaExceeded',
  denied: 'AdmissionDenied',
  'invalid-values': 'ChartFailed',
  failed: 'ChartFailed',
};

/** What an error of a step means for its operation: try again, give up, or a fault of ours. */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof StepFailed) return { is: 'final', failure: error };
  if (error instanceof KubernetesError) {
    if (error.kind === 'forbidden' || error.kind === 'unauthorized') return { is: 'forbidden', reason: error.message };
    if (isTransientKubernetes(error) || error.kind === 'terminating') {
      return { is: 'transient', reason: error.message, retryAfterSeconds: error.retryAfterSeconds };
    }
    const reason = KUBERNETES_FINAL[error.kind];
    return reason
      ? { is: 'final', failure: new StepFailed({ reason, message: error.message, object: error.object }) }
      : { is: 'unforeseen' };
  }
  if (isHelmUnusable(error)) return { is: 'unable', reason: error.message };
  if (error instanceof HelmError) {
    if (error.kind === 'forbidden') return { is: 'forbidden', reason: error.message };
    if (isTransientHelm(error) || error.kind === 'terminating') return { is: 'transient', reason: error.message };
    const reason = HELM_FINAL[error.kind];
    return reason ? { is: 'final', failure: new StepFailed({ reason, message: error.message }) } : { is: 'unforeseen' };
  }
  return { is: 'unforeseen' };
}
