/**
 * Called right before each write reaches the wire. Throws when the write may no longer start, because the lease under which
 * it was decided is over (DESIGN §5); what it throws passes through unchanged.
 */
export type Guard = () => void;

/**
 * What every call that changes something gets. The signal stops a write that has not begun; one that has is left to end
 * within its bound, since giving up on it would not undo it.
 */
export type CallContext = { guard: Guard; signal: AbortSignal };
