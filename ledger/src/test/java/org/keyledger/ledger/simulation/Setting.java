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
record Setting(
        Turns turns,
        Concerns concerns,
        Judgement judgement,
        WriteProtocolVariant writer,
        Claims.Custom claims,
        boolean guarded,
        boolean fencesFirst) {

    static Setting right(Turns turns) {
        return new Setting(
                turns,
                Concerns.ALL,
                Judgement.CAREFUL,
                WriteProtocolVariant.CAREFUL,
                Claims.Custom.CAREFUL,
                true,
                true);
    }

    Setting with(Concerns other) {
        return new Setting(turns, other, judgement, writer, claims, guarded, fencesFirst);
    }

    Setting with(Judgement other) {
        return new Setting(turns, concerns, other, writer, claims, guarded, fencesFirst);
    }

    Setting with(WriteProtocolVariant other) {
        return new Setting(turns, concerns, judgement, other, claims, guarded, fencesFirst);
    }

    Setting with(Claims.Custom other) {
        return new Setting(turns, concerns, judgement, writer, other, guarded, fencesFirst);
    }

    Setting unguarded() {
        return new Setting(turns, concerns, judgement, writer, claims, false, fencesFirst);
    }

    Setting readingBeforeFencing() {
        return new Setting(turns, concerns, judgement, writer, claims, guarded, false);
    }
}
