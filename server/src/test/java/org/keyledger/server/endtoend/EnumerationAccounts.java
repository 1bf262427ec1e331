package org.keyledger.server.endtoend;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Addresses of every {@link AccountState}, as many of each, and a few people with accounts who ask about them. */
final class EnumerationAccounts {

    private static final int ASKING = 20;
    private static final List<String> KINDS = List.of("them", "they", "none");

    /** The mailbox keeps 200 mails. */
    private static final int MAILS = 100;

    private final ServiceClient visitor;
    private final String name;
    private final int each;
    private final List<String> tokens;

    EnumerationAccounts(ServiceClient visitor, String name, int each) {
        this.visitor = visitor;
        this.name = name.toLowerCase(Locale.ROOT).replace('_', '-');
        this.each = each;
        this.tokens = IntStream.range(0, ASKING)
                .mapToObj(i -> signUp("asking-%s-%d@example.com".formatted(this.name, i)))
                .toList();
        for (var from = 0; from < each; from += MAILS) {
            var some = IntStream.range(from, Math.min(each, from + MAILS))
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
        return new ServiceClient(visitor.base()).signUp(email).expect(201).string("/token");
    }

    private void verify(List<String> emails) {
        visitor.mailedTokens(emails)
                .forEach(token -> new ServiceClient(visitor.base())
                        .post("/auth/verify-email/confirm", "{\"token\":\"" + token + "\"}")
                        .expect(200));
    }

    int size() {
        return each * AccountState.values().length;
    }

    AccountState standing(int person) {
        return AccountState.values()[person / each];
    }

    String email(int person) {
        return email(standing(person), person % each);
    }

    /** All addresses are of one length. */
    private String email(AccountState standing, int number) {
        return "%s-%s-%04d@example.com".formatted(name, KINDS.get(standing.ordinal()), number);
    }

    /** Of somebody who is signed in and asks about others. */
    String token(int turn) {
        return tokens.get(turn % tokens.size());
    }
}
