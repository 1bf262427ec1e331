package org.keyledger.server.endtoend;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Equally many addresses of every {@link AccountState}, and accounts whose owners send requests about them. */
final class EnumerationAccounts {

    private static final int ASKERS = 20;
    private static final List<String> KINDS = List.of("them", "they", "none");

    /** The mailbox keeps 200 mails. */
    private static final int MAILBOX_BATCH_SIZE = 100;

    private final ServiceClient client;
    private final String name;
    private final int each;
    private final List<String> tokens;

    EnumerationAccounts(ServiceClient client, String name, int each) {
        this.client = client;
        this.name = name.toLowerCase(Locale.ROOT).replace('_', '-');
        this.each = each;
        this.tokens = IntStream.range(0, ASKERS)
                .mapToObj(i -> signUp("asking-%s-%d@example.com".formatted(this.name, i)))
                .toList();
        for (var from = 0; from < each; from += MAILBOX_BATCH_SIZE) {
            var some = IntStream.range(from, Math.min(each, from + MAILBOX_BATCH_SIZE))
                    .mapToObj(i -> email(AccountState.VERIFIED, i))
                    .toList();
            some.forEach(this::signUp);
            verify(some);
        }
        IntStream.range(0, each)
                .mapToObj(i -> email(AccountState.UNVERIFIED, i))
                .forEach(this::signUp);
    }

    private String signUp(String email) {
        return new ServiceClient(client.base()).signUp(email).expect(201).string("/token");
    }

    private void verify(List<String> emails) {
        client.awaitVerificationTokens(emails)
                .forEach(token -> new ServiceClient(client.base())
                        .post("/auth/verify-email/confirm", "{\"token\":\"" + token + "\"}")
                        .expect(200));
    }

    int size() {
        return each * AccountState.values().length;
    }

    AccountState state(int person) {
        return AccountState.values()[person / each];
    }

    String email(int person) {
        return email(state(person), person % each);
    }

    /** As {@link #email(int)}; another address each time if there is no account. */
    String unusedEmail(int person, int time) {
        return state(person) == AccountState.NONE
                ? email(AccountState.NONE, person % each + 1000 * (time + 1))
                : email(person);
    }

    /** All addresses have the same length. */
    private String email(AccountState state, int number) {
        return "%s-%s-%04d@example.com".formatted(name, KINDS.get(state.ordinal()), number);
    }

    /** The access token of an account whose owner sends requests about other addresses. */
    String token(int turn) {
        return tokens.get(turn % tokens.size());
    }
}
