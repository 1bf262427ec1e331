package org.keyledger.ledger.simulation;

import org.keyledger.ledger.append.WriteProtocolVariant;

/**
 * How the processes of one world behave: rightly, or wrongly in one respect.
 *
 * @param scheduler its time
 * @param concern what they demand of the servers
 * @param replyInterpreter what they make of a reply
 * @param writer the conduct of their writers
 * @param claimPolicy how they take and leave e-mail addresses
 * @param guarded whether a projection's batch counts only if nobody else moved the projection
 * @param fencesFirst whether a publisher fences older ones before it reads how far they came
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
