package org.keyledger.ledger.simulation;

import org.keyledger.ledger.append.WriteProtocolVariant;

/**
 * How the processes of one world behave: rightly, or wrongly in one respect.
 *
 * @param turns its time
 * @param concerns what they demand of the servers
 * @param judgement what they make of a reply
 * @param writer the conduct of their writers
 * @param claims how they take and leave e-mail addresses
 * @param guarded whether a projection's batch counts only if nobody else moved the projection
 * @param fencesFirst whether a publisher fences older ones before it reads how far they came
 */
record ProcessBehavior(
        SimulationScheduler turns,
        ReadWriteConcern concerns,
        InsertReplyInterpreter judgement,
        WriteProtocolVariant writer,
        EmailClaimModel.ClaimPolicy claims,
        boolean guarded,
        boolean fencesFirst) {

    static ProcessBehavior right(SimulationScheduler turns) {
        return new ProcessBehavior(
                turns,
                ReadWriteConcern.ALL,
                InsertReplyInterpreter.CAREFUL,
                WriteProtocolVariant.CORRECT,
                EmailClaimModel.ClaimPolicy.CAREFUL,
                true,
                true);
    }

    ProcessBehavior with(ReadWriteConcern other) {
        return new ProcessBehavior(turns, other, judgement, writer, claims, guarded, fencesFirst);
    }

    ProcessBehavior with(InsertReplyInterpreter other) {
        return new ProcessBehavior(turns, concerns, other, writer, claims, guarded, fencesFirst);
    }

    ProcessBehavior with(WriteProtocolVariant other) {
        return new ProcessBehavior(turns, concerns, judgement, other, claims, guarded, fencesFirst);
    }

    ProcessBehavior with(EmailClaimModel.ClaimPolicy other) {
        return new ProcessBehavior(turns, concerns, judgement, writer, other, guarded, fencesFirst);
    }

    ProcessBehavior unguarded() {
        return new ProcessBehavior(turns, concerns, judgement, writer, claims, false, fencesFirst);
    }

    ProcessBehavior readingBeforeFencing() {
        return new ProcessBehavior(turns, concerns, judgement, writer, claims, guarded, false);
    }
}
