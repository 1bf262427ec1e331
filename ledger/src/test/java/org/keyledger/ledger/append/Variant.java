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
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.Tip;

/** The writer's conduct, as it is and as it must not be. */
public enum Variant {
    CAREFUL {
        @Override
        Conduct of(Conduct careful, CommitStore store) {
            return careful;
        }
    },

    /** Takes a duplicate for what it seems to be, without asking who holds what. */
    TRUSTS_DUPLICATES {
        @Override
        Conduct of(Conduct careful, CommitStore store) {
            return new Wrong(careful) {
                @Override
                public Fate fate(Commit commit, Position sentTo) {
                    EventRecord first = commit.entries().get(0);
                    return new Fate.Refused(new SequenceConflictException(first.aggregate(), first.sequence()));
                }
            };
        }
    },

    /** Asks for the sequence first: a request that was handled already hears of a conflict, not of its success. */
    ASKS_SEQUENCE_BEFORE_KEY {
        @Override
        Conduct of(Conduct careful, CommitStore store) {
            return new Wrong(careful) {
                @Override
                public Fate fate(Commit commit, Position sentTo) {
                    return bySequence(commit).orElseGet(() -> super.fate(commit, sentTo));
                }

                @Override
                public Fate fate(Commit commit) {
                    return bySequence(commit).orElseGet(() -> super.fate(commit));
                }

                private Optional<Fate> bySequence(Commit commit) {
                    return commit.entries().stream()
                            .filter(entry ->
                                    store.lastSequence(entry.aggregate()).orElse(-1L) >= entry.sequence())
                            .filter(entry -> !store.history(entry.aggregate(), entry.sequence(), 1)
                                    .get(0)
                                    .entry()
                                    .id()
                                    .equals(entry.id()))
                            .<Fate>map(entry -> new Fate.Refused(
                                    new SequenceConflictException(entry.aggregate(), entry.sequence())))
                            .findFirst();
                }
            };
        }
    },

    /** After an unknown outcome takes a fresh position at once, as if nothing had been sent. */
    RESENDS_TO_A_FRESH_POSITION {
        @Override
        Conduct of(Conduct careful, CommitStore store) {
            return new Wrong(careful) {
                @Override
                public List<Submission> insist(Writer writer, List<Sent> sent, Throwable cause) {
                    return sent.stream().map(Sent::submission).toList();
                }
            };
        }
    },

    /** Tells callers that nobody knows, and ties the next batch to the one whose fate is open. */
    GOES_ON_BEFORE_THE_LAST_IS_RESOLVED {
        @Override
        Conduct of(Conduct careful, CommitStore store) {
            return new Wrong(careful) {
                @Override
                public List<Submission> insist(Writer writer, List<Sent> sent, Throwable cause) {
                    sent.forEach(one -> one.submission().unknown(cause));
                    writer.moveTo(Tip.after(sent.get(sent.size() - 1).chained().commit()));
                    return List.of();
                }
            };
        }
    },

    /** Gives a commit that was displaced a new position, and leaves the hashes as they were. */
    RENUMBERS_WITHOUT_HASHING {
        @Override
        Conduct of(Conduct careful, CommitStore store) {
            Map<String, RecordedCommit> hashed = new HashMap<>();
            return new Wrong(careful) {
                @Override
                public List<Sent> chain(Tip from, List<Submission> submissions, String writer) {
                    List<Sent> sent = new ArrayList<>();
                    for (Sent one : super.chain(from, submissions, writer)) {
                        RecordedCommit now = one.chained().commit();
                        RecordedCommit then = hashed.merge(now.commit().key(), now, (old, fresh) -> old);
                        sent.add(new Sent(
                                one.submission(),
                                new ChainedCommit(
                                        new RecordedCommit(
                                                now.first(),
                                                now.commit(),
                                                writer,
                                                now.latest(),
                                                then.previous(),
                                                then.hash()),
                                        one.chained().canonical())));
                    }
                    return sent;
                }
            };
        }
    },

    /** Takes a commit that stands where it was sent for the one that it sent, though another process may have written it. */
    KNOWS_COMMITS_BY_THEIR_PLACE {
        @Override
        Conduct of(Conduct careful, CommitStore store) {
            return new Wrong(careful) {
                @Override
                public List<Submission> insist(Writer writer, List<Sent> sent, Throwable cause)
                        throws InterruptedException {
                    List<Submission> left = super.insist(writer, sent, cause);
                    Sent first = sent.get(0);
                    boolean thereAgain = store.read(first.position(), 1).stream()
                            .anyMatch(it -> it.commit().equals(first.commit()));
                    List<Sent> rest = sent.stream()
                            .filter(one -> left.contains(one.submission()))
                            .toList();
                    if (!thereAgain || rest.isEmpty()) {
                        return left;
                    }
                    writer.again(rest);
                    return super.insist(writer, rest, cause);
                }
            };
        }
    },

    /** Gives up after an unknown outcome, and says that nothing is stored. */
    CALLS_THE_UNKNOWN_REFUSED {
        @Override
        Conduct of(Conduct careful, CommitStore store) {
            return new Wrong(careful) {
                @Override
                public List<Submission> insist(Writer writer, List<Sent> sent, Throwable cause) {
                    sent.forEach(one -> one.submission().refused(new SequenceConflictException("unknown", 0)));
                    return List.of();
                }
            };
        }
    },

    /** When nobody knows, insists on the last commit alone and forgets those before it: their callers hear of no success. */
    DROPS_THE_PREFIX {
        @Override
        Conduct of(Conduct careful, CommitStore store) {
            return new Wrong(careful) {
                @Override
                public List<Submission> insist(Writer writer, List<Sent> sent, Throwable cause)
                        throws InterruptedException {
                    int last = sent.size() - 1;
                    sent.subList(0, last).forEach(one -> one.submission().refused(new StorageFullException()));
                    return super.insist(writer, sent.subList(last, sent.size()), cause);
                }
            };
        }
    },

    /** When the first commit stands after all, takes those behind it to stand too. */
    BELIEVES_WHAT_STANDS_BEHIND {
        @Override
        Conduct of(Conduct careful, CommitStore store) {
            return new Wrong(careful) {
                @Override
                public List<Submission> insist(Writer writer, List<Sent> sent, Throwable cause)
                        throws InterruptedException {
                    List<Submission> left = super.insist(writer, sent.subList(0, 1), cause);
                    if (left.isEmpty()) {
                        writer.stand(sent.subList(1, sent.size()));
                    }
                    return left;
                }
            };
        }
    };

    abstract Conduct of(Conduct careful, CommitStore store);

    /** Does as the careful one does, but for one thing. */
    private abstract static class Wrong implements Conduct {

        private final Conduct careful;

        private Wrong(Conduct careful) {
            this.careful = careful;
        }

        @Override
        public Fate fate(Commit commit, Position sentTo) {
            return careful.fate(commit, sentTo);
        }

        @Override
        public Fate fate(Commit commit) {
            return careful.fate(commit);
        }

        @Override
        public List<Sent> chain(Tip from, List<Submission> submissions, String writer) {
            return careful.chain(from, submissions, writer);
        }

        @Override
        public List<Submission> insist(Writer writer, List<Sent> sent, Throwable cause) throws InterruptedException {
            return careful.insist(writer, sent, cause);
        }
    }
}
