/**
 * How long a due delivery waits for its own signal before the sweep makes another (an SQL interval). Long enough that a
 * queue which is merely busy is not signalled twice.
 */
export const signalGrace = "1 minute";
