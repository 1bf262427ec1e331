package org.keyledger.ledger.simulation;

/**
 * Read and write concerns of a client.
 *
 * @param ordered whether an insert stops at the first rejected document
 * @param majorityWrites whether a write is acknowledged only when a majority has it
 * @param majorityReads whether reads return only what a majority has
 * @param causal whether reads are causally consistent for this client
 */
record ReadWriteConcern(boolean ordered, boolean majorityWrites, boolean majorityReads, boolean causal) {

    static final ReadWriteConcern STRICT = new ReadWriteConcern(true, true, true, true);

    /** {@code wtimeout}. */
    static final long WRITE_CONCERN_TIMEOUT = 5 * SimulationScheduler.SECOND;
}
