package org.keyledger.ledger.simulation;

import java.util.function.UnaryOperator;
import org.keyledger.ledger.append.InsertResult;
import org.keyledger.ledger.append.WriteProtocolVariant;

/** The algorithm with one thing wrong. Each must be noticed. */
enum Mutant {
    BUILDS_ON_AN_UNKNOWN_PREFIX(setting ->
            setting.with((Judgement) (reply, size) -> reply.concern() != null && reply.writeErrorAt() < 0
                    ? new InsertResult.Unknown(new IllegalStateException())
                    : Judgement.errors(reply, size))),
    DROPS_THE_COMMITS_BEFORE_THE_FAILING_ONE(setting -> setting.with(WriteProtocolVariant.DROPS_THE_PREFIX)),
    TAKES_A_TIMEOUT_FOR_SUCCESS(setting -> setting.with((Judgement) Judgement::errors)),
    TAKES_A_TIMEOUT_FOR_A_REFUSAL(setting -> setting.with((Judgement)
            (reply, size) -> reply.concern() != null ? new InsertResult.StorageFull() : Judgement.errors(reply, size))),
    TRUSTS_DUPLICATES(setting -> setting.with(WriteProtocolVariant.TRUSTS_DUPLICATES)),
    ASKS_SEQUENCE_BEFORE_KEY(setting -> setting.with(WriteProtocolVariant.ASKS_SEQUENCE_BEFORE_KEY)),
    RESENDS_TO_A_FRESH_POSITION(setting -> setting.with(WriteProtocolVariant.RESENDS_TO_A_FRESH_POSITION)),
    GOES_ON_BEFORE_THE_LAST_IS_RESOLVED(
            setting -> setting.with(WriteProtocolVariant.GOES_ON_BEFORE_THE_LAST_IS_RESOLVED)),
    RENUMBERS_WITHOUT_HASHING(setting -> setting.with(WriteProtocolVariant.RENUMBERS_WITHOUT_HASHING)),
    KNOWS_COMMITS_BY_THEIR_PLACE(setting -> setting.with(WriteProtocolVariant.KNOWS_COMMITS_BY_THEIR_PLACE)),
    CALLS_THE_UNKNOWN_REFUSED(setting -> setting.with(WriteProtocolVariant.CALLS_THE_UNKNOWN_REFUSED)),
    BELIEVES_WHAT_STANDS_BEHIND(setting -> setting.with(WriteProtocolVariant.BELIEVES_WHAT_STANDS_BEHIND)),
    INSERTS_IN_NO_ORDER(setting -> setting.with(new Concerns(false, true, true, true))),
    WAITS_FOR_THE_PRIMARY_ALONE(setting -> setting.with(new Concerns(true, false, true, true))),
    READS_WHAT_MAY_BE_ROLLED_BACK(setting -> setting.with(new Concerns(true, true, false, true))),
    READS_LESS_THAN_IT_HAS_SEEN(setting -> setting.with(new Concerns(true, true, true, false))),
    REPLACES_UNBORN_CLAIMS(setting -> setting.with(Claims.Custom.REPLACES_UNBORN)),
    REMOVES_CLAIMS_BY_ADDRESS(setting -> setting.with(Claims.Custom.REMOVES_BY_ADDRESS)),
    PROJECTS_WITHOUT_A_GUARD(Setting::unguarded),
    READS_ITS_PLACE_BEFORE_FENCING(Setting::readingBeforeFencing);

    private final UnaryOperator<Setting> wrong;

    Mutant(UnaryOperator<Setting> wrong) {
        this.wrong = wrong;
    }

    UnaryOperator<Setting> wrong() {
        return wrong;
    }
}
