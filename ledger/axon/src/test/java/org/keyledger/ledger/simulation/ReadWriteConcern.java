package org.keyledger.ledger.simulation;

/**
 * What a client demands of the servers.
 *
 * @param ordered whether an insert stops at the first document that is not taken
 * @param majorityWrites whether a write is answered only when a majority holds it
 * @param majorityReads whether reads show only what a majority holds
 * @param causal whether a read shows at least what this client has seen before
 */
record ReadWriteConcern(boolean ordered, boolean majorityWrites, boolean majorityReads, boolean causal) {

    static final ReadWriteConcern STRICT = new ReadWriteConcern(true, true, true, true);

    /** {@code wtimeout}. */
    static final long WRITE_CONCERN_TIMEOUT = 5 * SimulationScheduler.SECOND;
}
