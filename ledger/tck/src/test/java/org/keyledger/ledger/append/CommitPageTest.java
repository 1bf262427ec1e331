package org.keyledger.ledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.beginning;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

@DisplayName("A page of commits")
class CommitPageTest {

    private static final int MB = 1_000_000;

    private List<RecordedCommit> commits;

    @BeforeEach
    void given_three_commits() {
        InMemoryLedger ledger = new InMemoryLedger();
        for (String aggregate : List.of("a", "b", "c")) {
            ledger.append(beginning(aggregate)).join();
        }
        commits = ledger.read(Position.FIRST, 3);
    }

    @Test
    void has_at_most_the_requested_number_of_commits() {
        assertThat(page(Position.FIRST, 2, 1)).containsExactly(commits.get(0), commits.get(1));
    }

    @Test
    void takes_no_more_commits_once_it_has_16_mb() {
        assertThat(page(Position.FIRST, 3, 8 * MB)).containsExactly(commits.get(0), commits.get(1));
        assertThat(page(Position.FIRST, 3, 8 * MB - 1)).hasSize(3);
    }

    @Test
    void has_one_commit_however_large_that_is() {
        assertThat(page(Position.FIRST, 3, 100 * MB)).containsExactly(commits.get(0));
    }

    @Test
    void begins_with_the_commit_that_contains_the_position() {
        assertThat(page(new Position(1), 3, 1)).containsExactly(commits.get(1), commits.get(2));
    }

    private List<RecordedCommit> page(Position from, int maxCommits, int size) {
        CommitPage page = new CommitPage(from, maxCommits);
        commits.forEach(commit -> page.add(commit, size));
        return page.commits();
    }
}
