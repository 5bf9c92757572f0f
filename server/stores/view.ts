import type { Failure, OperationKind, OperationStatus, StepStatus } from './operation.ts';
import type { StoreStatus } from './status.ts';

/** More is never read of a log at once. */
export const LOG_LINES_MAX = 1000;

/** What a person sees of a step. `detail` is what it waits for now, or what it did. */
export type StepView = {
  name: string;
  status: StepStatus;
  detail: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
};

export type OperationView = {
  id: string;
  kind: OperationKind;
  status: OperationStatus;
  failure: Failure | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  deadline: Date | null;
  steps: StepView[];
};

/** What a person sees of a store. `version` rises with every change of any part of it; the higher one is the newer. */
export type StoreView = {
  id: string;
  name: string;
  namespace: string;
  type: string;
  status: StoreStatus;
  version: number;
  host: string;
  url: string;
  adminUrl: string;
  createdAt: Date;
  readyAt: Date | null;
  operation: OperationView;
};

export type StoreCounts = Record<StoreStatus, number>;

/**
 * What a person's stream sends: everything they look at, then each change of it (DESIGN §9). `stale`: the rows can't be followed
 * at the moment, so what was sent is the last known state; a snapshot comes when they can.
 */
export type StoreEvent = StoreChange | { kind: 'stale' };

export type StoreChange =
  | { kind: 'snapshot'; stores: StoreView[]; counts: StoreCounts }
  | { kind: 'changed'; store: StoreView; counts: StoreCounts }
  | { kind: 'deleted'; id: string; counts: StoreCounts };

/** The last test order of a store: what READY waits for, and what `helm test` repeats. */
export type OrderCheckView = {
  state: 'running' | 'passed' | 'failed';
  startedAt: Date;
  /** Null while it runs. */
  finishedAt: Date | null;
  /** What it did, in order; empty where the nodes are simulated, since then nobody orders. */
  steps: { name: string; ms: number }[];
  /** Where it ended and what the shop answered; null unless it failed and said so. */
  failure: { step: string; answer: string } | null;
};

/** Whether a shop answers at its address, as a customer's browser would find it. */
export type ShopAnswerView = {
  answers: boolean;
  /** Why it does not, as a sentence; null while it does. */
  reason: string | null;
  /** Since when that is so, as far as it was seen. */
  since: Date;
  askedAt: Date;
};

/**
 * What the stream of a log sends, without what is secret: all that is kept of it, null while there is no log, and then what is new.
 * A stream that comes back begins with `whole`.
 */
export type LogEvent = { kind: 'whole'; text: string | null } | { kind: 'more'; text: string };
