package org.keyledger.ledger.simulation;

import java.util.function.UnaryOperator;
import org.keyledger.ledger.append.InsertResult;
import org.keyledger.ledger.append.WriteProtocolVariant;

/** The algorithm with one thing wrong. Each must be noticed. */
enum Mutant {
    BUILDS_ON_AN_UNKNOWN_PREFIX(setting ->
            setting.with((InsertReplyInterpreter) (reply, size) -> reply.concern() != null && reply.writeErrorAt() < 0
                    ? new InsertResult.Unknown(new IllegalStateException())
                    : InsertReplyInterpreter.errors(reply, size))),
    DROPS_THE_COMMITS_BEFORE_THE_FAILING_ONE(setting -> setting.with(WriteProtocolVariant.DROPS_THE_PREFIX)),
    TAKES_A_TIMEOUT_FOR_SUCCESS(setting -> setting.with((InsertReplyInterpreter) InsertReplyInterpreter::errors)),
    TAKES_A_TIMEOUT_FOR_A_REFUSAL(setting -> setting.with((InsertReplyInterpreter) (reply, size) ->
            reply.concern() != null ? new InsertResult.StorageFull() : InsertReplyInterpreter.errors(reply, size))),
    TRUSTS_DUPLICATES(setting -> setting.with(WriteProtocolVariant.TRUSTS_DUPLICATES)),
    ASKS_SEQUENCE_BEFORE_KEY(setting -> setting.with(WriteProtocolVariant.ASKS_SEQUENCE_BEFORE_KEY)),
    RESENDS_TO_A_FRESH_POSITION(setting -> setting.with(WriteProtocolVariant.RESENDS_TO_A_NEW_POSITION)),
    GOES_ON_BEFORE_THE_LAST_IS_RESOLVED(
            setting -> setting.with(WriteProtocolVariant.CONTINUES_BEFORE_THE_LAST_IS_RESOLVED)),
    RENUMBERS_WITHOUT_HASHING(setting -> setting.with(WriteProtocolVariant.RENUMBERS_WITHOUT_HASHING)),
    KNOWS_COMMITS_BY_THEIR_PLACE(setting -> setting.with(WriteProtocolVariant.IDENTIFIES_COMMITS_BY_POSITION)),
    CALLS_THE_UNKNOWN_REFUSED(setting -> setting.with(WriteProtocolVariant.REPORTS_UNKNOWN_AS_REJECTED)),
    BELIEVES_WHAT_STANDS_BEHIND(setting -> setting.with(WriteProtocolVariant.ASSUMES_THE_SUFFIX_IS_COMMITTED)),
    INSERTS_IN_NO_ORDER(setting -> setting.with(new ReadWriteConcern(false, true, true, true))),
    WAITS_FOR_THE_PRIMARY_ALONE(setting -> setting.with(new ReadWriteConcern(true, false, true, true))),
    READS_WHAT_MAY_BE_ROLLED_BACK(setting -> setting.with(new ReadWriteConcern(true, true, false, true))),
    READS_LESS_THAN_IT_HAS_SEEN(setting -> setting.with(new ReadWriteConcern(true, true, true, false))),
    REPLACES_UNBORN_CLAIMS(setting -> setting.with(EmailClaimModel.ClaimPolicy.REPLACES_UNBORN)),
    REMOVES_CLAIMS_BY_ADDRESS(setting -> setting.with(EmailClaimModel.ClaimPolicy.REMOVES_BY_ADDRESS)),
    PROJECTS_WITHOUT_A_GUARD(ProcessBehavior::unguarded),
    READS_ITS_PLACE_BEFORE_FENCING(ProcessBehavior::readingBeforeFencing);

    private final UnaryOperator<ProcessBehavior> wrong;

    Mutant(UnaryOperator<ProcessBehavior> wrong) {
        this.wrong = wrong;
    }

    UnaryOperator<ProcessBehavior> wrong() {
        return wrong;
    }
}
