package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.AppendRejectedException.StorageFullException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.append.WriteProtocol.CommitOutcome;
import org.keyledger.ledger.append.WriteProtocol.InFlightCommit;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.Tip;

/** A variant of the write protocol: the correct one, or one with a defect that the tests must detect. */
public enum WriteProtocolVariant {
    CORRECT {
        @Override
        WriteProtocol of(WriteProtocol careful, CommitStore store) {
            return careful;
        }
    },

    /** Takes a duplicate for what it seems to be, without asking who holds what. */
    TRUSTS_DUPLICATES {
        @Override
        WriteProtocol of(WriteProtocol careful, CommitStore store) {
            return new FaultyProtocol(careful) {
                @Override
                public CommitOutcome outcomeOf(Commit commit, Position sentTo) {
                    EventRecord first = commit.events().get(0);
                    return new CommitOutcome.Rejected(
                            new SequenceConflictException(first.aggregateId(), first.sequence()));
                }
            };
        }
    },

    /** Asks for the sequence first: a request that was handled already hears of a conflict, not of its success. */
    ASKS_SEQUENCE_BEFORE_KEY {
        @Override
        WriteProtocol of(WriteProtocol careful, CommitStore store) {
            return new FaultyProtocol(careful) {
                @Override
                public CommitOutcome outcomeOf(Commit commit, Position sentTo) {
                    return bySequence(commit).orElseGet(() -> super.outcomeOf(commit, sentTo));
                }

                @Override
                public CommitOutcome outcomeOf(Commit commit) {
                    return bySequence(commit).orElseGet(() -> super.outcomeOf(commit));
                }

                private Optional<CommitOutcome> bySequence(Commit commit) {
                    return commit.events().stream()
                            .filter(entry ->
                                    store.lastSequence(entry.aggregateId()).orElse(-1L) >= entry.sequence())
                            .filter(entry -> !store.readEvents(entry.aggregateId(), entry.sequence(), 1)
                                    .get(0)
                                    .event()
                                    .id()
                                    .equals(entry.id()))
                            .<CommitOutcome>map(entry -> new CommitOutcome.Rejected(
                                    new SequenceConflictException(entry.aggregateId(), entry.sequence())))
                            .findFirst();
                }
            };
        }
    },

    /** After an unknown outcome takes a fresh position at once, as if nothing had been sent. */
    RESENDS_TO_A_NEW_POSITION {
        @Override
        WriteProtocol of(WriteProtocol careful, CommitStore store) {
            return new FaultyProtocol(careful) {
                @Override
                public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> sent, Throwable cause) {
                    return sent.stream().map(InFlightCommit::pendingAppend).toList();
                }
            };
        }
    },

    /** Tells callers that nobody knows, and ties the next batch to the one whose fate is open. */
    CONTINUES_BEFORE_THE_LAST_IS_RESOLVED {
        @Override
        WriteProtocol of(WriteProtocol careful, CommitStore store) {
            return new FaultyProtocol(careful) {
                @Override
                public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> sent, Throwable cause) {
                    sent.forEach(one -> one.pendingAppend().completeUnknown(cause));
                    sender.markCommitted(sent);
                    return List.of();
                }
            };
        }
    },

    /** Gives a commit that was displaced a new position, and leaves the hashes as they were. */
    RENUMBERS_WITHOUT_HASHING {
        @Override
        WriteProtocol of(WriteProtocol careful, CommitStore store) {
            Map<String, RecordedCommit> hashed = new HashMap<>();
            return new FaultyProtocol(careful) {
                @Override
                public List<InFlightCommit> chain(Tip from, List<PendingAppend> submissions, String writer) {
                    List<InFlightCommit> sent = new ArrayList<>();
                    for (InFlightCommit one : super.chain(from, submissions, writer)) {
                        RecordedCommit now = one.chained().commit();
                        RecordedCommit then = hashed.merge(now.commit().commitId(), now, (old, fresh) -> old);
                        sent.add(new InFlightCommit(
                                one.pendingAppend(),
                                new ChainedCommit(
                                        new RecordedCommit(
                                                now.first(),
                                                now.commit(),
                                                writer,
                                                now.maxEventTime(),
                                                then.previousHash(),
                                                then.hash()),
                                        one.chained().canonical())));
                    }
                    return sent;
                }
            };
        }
    },

    /**
     * Takes a commit that stands where it was sent for the one that it sent, though another process may have written
     * it.
     */
    IDENTIFIES_COMMITS_BY_POSITION {
        @Override
        WriteProtocol of(WriteProtocol careful, CommitStore store) {
            return new FaultyProtocol(careful) {
                @Override
                public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> sent, Throwable cause)
                        throws InterruptedException {
                    List<PendingAppend> left = super.resolveInDoubt(sender, sent, cause);
                    InFlightCommit first = sent.get(0);
                    boolean thereAgain = store.read(first.position(), 1).stream()
                            .anyMatch(it -> it.commit().equals(first.commit()));
                    List<InFlightCommit> rest = sent.stream()
                            .filter(one -> left.contains(one.pendingAppend()))
                            .toList();
                    if (!thereAgain || rest.isEmpty()) {
                        return left;
                    }
                    sender.resend(rest);
                    return super.resolveInDoubt(sender, rest, cause);
                }
            };
        }
    },

    /** Gives up after an unknown outcome, and says that nothing is stored. */
    REPORTS_UNKNOWN_AS_REJECTED {
        @Override
        WriteProtocol of(WriteProtocol careful, CommitStore store) {
            return new FaultyProtocol(careful) {
                @Override
                public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> sent, Throwable cause) {
                    sent.forEach(one -> one.pendingAppend().reject(new SequenceConflictException("unknown", 0)));
                    return List.of();
                }
            };
        }
    },

    /**
     * When nobody knows, insists on the last commit alone and forgets those before it: their callers hear of no
     * success.
     */
    DROPS_THE_PREFIX {
        @Override
        WriteProtocol of(WriteProtocol careful, CommitStore store) {
            return new FaultyProtocol(careful) {
                @Override
                public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> sent, Throwable cause)
                        throws InterruptedException {
                    int last = sent.size() - 1;
                    sent.subList(0, last).forEach(one -> one.pendingAppend().reject(new StorageFullException()));
                    return super.resolveInDoubt(sender, sent.subList(last, sent.size()), cause);
                }
            };
        }
    },

    /** When the first commit stands after all, takes those behind it to stand too. */
    ASSUMES_THE_SUFFIX_IS_COMMITTED {
        @Override
        WriteProtocol of(WriteProtocol careful, CommitStore store) {
            return new FaultyProtocol(careful) {
                @Override
                public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> sent, Throwable cause)
                        throws InterruptedException {
                    List<PendingAppend> left = super.resolveInDoubt(sender, sent.subList(0, 1), cause);
                    if (left.isEmpty()) {
                        sender.markCommitted(sent.subList(1, sent.size()));
                    }
                    return left;
                }
            };
        }
    };

    abstract WriteProtocol of(WriteProtocol careful, CommitStore store);

    /** Does as the careful one does, but for one thing. */
    private abstract static class FaultyProtocol implements WriteProtocol {

        private final WriteProtocol delegate;

        private FaultyProtocol(WriteProtocol careful) {
            this.delegate = careful;
        }

        @Override
        public CommitOutcome outcomeOf(Commit commit, Position sentTo) {
            return delegate.outcomeOf(commit, sentTo);
        }

        @Override
        public CommitOutcome outcomeOf(Commit commit) {
            return delegate.outcomeOf(commit);
        }

        @Override
        public List<InFlightCommit> chain(Tip from, List<PendingAppend> submissions, String writer) {
            return delegate.chain(from, submissions, writer);
        }

        @Override
        public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> sent, Throwable cause)
                throws InterruptedException {
            return delegate.resolveInDoubt(sender, sent, cause);
        }
    }
}
