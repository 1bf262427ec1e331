package org.keyledger.ledger.simulation;

import org.keyledger.ledger.append.WriteProtocolVariant;

/**
 * The behavior of the processes of a simulation: correct, or incorrect in one respect.
 *
 * @param scheduler of the simulation
 * @param concern their read and write concerns
 * @param replyInterpreter interprets replies to inserts
 * @param writer the write protocol
 * @param claimPolicy how they claim and release e-mail addresses
 * @param guarded whether a projection's batch is rejected if another node has moved the projection
 * @param fencesFirst whether a publisher fences older ones before it reads the checkpoint
 */
record ProcessBehavior(
        SimulationScheduler scheduler,
        ReadWriteConcern concern,
        InsertReplyInterpreter replyInterpreter,
        WriteProtocolVariant writer,
        EmailClaimModel.ClaimPolicy claimPolicy,
        boolean guarded,
        boolean fencesFirst) {

    static ProcessBehavior correct(SimulationScheduler turns) {
        return new ProcessBehavior(
                turns,
                ReadWriteConcern.STRICT,
                InsertReplyInterpreter.CORRECT,
                WriteProtocolVariant.CORRECT,
                EmailClaimModel.ClaimPolicy.CORRECT,
                true,
                true);
    }

    ProcessBehavior with(ReadWriteConcern other) {
        return new ProcessBehavior(scheduler, other, replyInterpreter, writer, claimPolicy, guarded, fencesFirst);
    }

    ProcessBehavior with(InsertReplyInterpreter other) {
        return new ProcessBehavior(scheduler, concern, other, writer, claimPolicy, guarded, fencesFirst);
    }

    ProcessBehavior with(WriteProtocolVariant other) {
        return new ProcessBehavior(scheduler, concern, replyInterpreter, other, claimPolicy, guarded, fencesFirst);
    }

    ProcessBehavior with(EmailClaimModel.ClaimPolicy other) {
        return new ProcessBehavior(scheduler, concern, replyInterpreter, writer, other, guarded, fencesFirst);
    }

    ProcessBehavior unguarded() {
        return new ProcessBehavior(scheduler, concern, replyInterpreter, writer, claimPolicy, false, fencesFirst);
    }

    ProcessBehavior readingBeforeFencing() {
        return new ProcessBehavior(scheduler, concern, replyInterpreter, writer, claimPolicy, guarded, false);
    }
}
