package org.keyledger.kernel.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How and when the user of a session proved who they are. Stored flat in the record around it.
 *
 * @param methods at least one, each once
 * @param at when the last of them was proved
 */
public record Authentication(
        List<AuthenticationMethod> methods,
        @JsonProperty("authenticatedAt") Instant at) {

    /** @throws IllegalArgumentException if there is no method */
    public Authentication {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("an authentication must have a method");
        }
        methods = List.copyOf(methods.size() == 1 ? methods : new TreeSet<>(methods));
    }

    public static Authentication byPassword(Instant at) {
        return new Authentication(List.of(AuthenticationMethod.PASSWORD), at);
    }

    /** Whether one of the methods shows that the person was present at {@link #at}. */
    public boolean provesPresence() {
        return methods.stream().anyMatch(AuthenticationMethod::provesPresence);
    }

    /** This authentication, completed by another method. */
    public Authentication and(AuthenticationMethod method, Instant time) {
        return new Authentication(
                Stream.concat(methods.stream(), Stream.of(method)).toList(), time);
    }
}
