/** A row of the list of faults: what goes wrong and what then must be right. */
export type Row = {
  guarantee: string;
  /** Why no test can bring this fault about here; only of rows without any test. */
  untested?: string;
};

/** The faults that the product promises to survive, in the order of their numbers. */
export const ROWS: Record<string, Row> = {
  F01: { guarantee: 'killed after the commit, before the event: it is sent' },
  F02: { guarantee: 'killed before the commit: nothing exists, the key succeeds once' },
  F03: { guarantee: 'killed before the answer: the same key gives the same store' },
  F04: { guarantee: 'killed in a provisioning: resumed, every object once' },
  F05: { guarantee: 'killed with its helm: one deployed revision' },
  F06: { guarantee: 'killed while its helm lives on: no second helm beside it' },
  F07: { guarantee: 'SIGTERM while helm runs: helm ends first' },
  F08: { guarantee: 'killed between helm and READY: READY without a second helm' },
  F09: { guarantee: 'killed between READY and the mail: one mail' },
  F10: { guarantee: 'killed in a deletion: completed, the row goes last' },
  F11: { guarantee: 'API server away: nothing fails for it, creates wait' },
  F12: { guarantee: 'API server says 429: obeyed' },
  F13: { guarantee: 'a share of calls answers 500: converges' },
  F14: { guarantee: 'a call hangs: given up and repeated' },
  F15: { guarantee: 'watch dropped or gone: READY is not missed' },
  F16: { guarantee: 'rights removed: a fault of the platform, not of the store' },
  F17: { guarantee: 'a release left in any state: one deployed revision' },
  F18: { guarantee: 'helm missing or wrong: not ready, no store fails for it' },
  F19: { guarantee: 'helm killed for memory: cleared and installed' },
  F20: { guarantee: 'helm hangs: ended, Timeout at the deadline' },
  F21: { guarantee: 'helm prints without end: memory stays flat' },
  F22: { guarantee: 'PostgreSQL away: 503 at once, nothing acknowledged is lost' },
  F23: { guarantee: 'connection pool exhausted: bounded queue, work goes on' },
  F24: { guarantee: 'Inngest away: creates are accepted and wait' },
  F25: { guarantee: 'Inngest lost its queue: sent again, none stuck' },
  F26: { guarantee: 'duplicate events: one has effects' },
  F27: { guarantee: 'fifty creates of one name: one succeeds' },
  F28: { guarantee: 'deleted while provisioning: everything is removed' },
  F29: { guarantee: 'ten deletes at once: one deletion' },
  F30: { guarantee: 'namespace stuck in Terminating: says what holds it' },
  F31: { guarantee: 'quota exceeded: QuotaExceeded with the numbers' },
  F32: { guarantee: 'image cannot be pulled: shown, then ImagePull' },
  F33: { guarantee: 'crash loop: CrashLoop with the last lines' },
  F34: { guarantee: 'no storage class: told apart from a first consumer' },
  F35: { guarantee: 'unschedulable: the reason, goes on when there is room' },
  F36: { guarantee: 'admission denies: permanent, message shown' },
  F37: { guarantee: 'init Job fails or never ends: JobFailed with its end' },
  F38: { guarantee: 'namespace without a row: reported, not removed' },
  F39: { guarantee: 'row without its namespace: NamespaceMissing' },
  F40: { guarantee: 'mail server down: READY, retried with a cap, visible' },
  F41: { guarantee: 'no room for temporary files: a clear platform error' },
  F42: { guarantee: 'many stores provisioning, app killed: all finish' },
};
