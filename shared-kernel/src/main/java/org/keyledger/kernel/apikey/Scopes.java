package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The scopes of a key: at least one, each once; {@code *} grants all scopes, including those added later. */
public final class Scopes {

    public static final String WILDCARD = "*";
    public static final Scopes ALL = new Scopes(List.of(WILDCARD));

    private static final Pattern SCOPE = Pattern.compile("\\*|[a-z][a-z0-9:._-]{0,63}");

    private final List<String> names;

    private Scopes(Collection<String> names) {
        this.names = List.copyOf(new TreeSet<>(names));
    }

    /** @throws IllegalArgumentException if there is no scope or one is malformed */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Scopes of(Collection<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("must name at least one scope, or be left out for all");
        }
        if (!names.stream().allMatch(name -> SCOPE.matcher(name).matches())) {
            throw new IllegalArgumentException("must be one or more scope names, or *");
        }
        return new Scopes(names);
    }

    public List<String> names() {
        return names;
    }

    /** An array, because Jackson looks up the element type of a list again each time it writes one. */
    @JsonValue
    private String[] toArray() {
        return names.toArray(String[]::new);
    }

    /** Whether these scopes grant nothing that the others do not grant. */
    public boolean isWithin(Scopes others) {
        return names.stream().allMatch(others::allow);
    }

    public boolean allow(String scope) {
        return names.contains(WILDCARD) || names.contains(scope);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scopes scopes && names.equals(scopes.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** Space-separated, as in OAuth (RFC 6749, section 3.3). */
    @Override
    public String toString() {
        return String.join(" ", names);
    }
}
