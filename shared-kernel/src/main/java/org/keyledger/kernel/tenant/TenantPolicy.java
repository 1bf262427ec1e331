package org.keyledger.kernel.tenant;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.Scopes;

/**
 * The rules that a tenant's founder has set for it. What is absent is not set; the default of the service applies.
 *
 * @param verifiedLogin whether a log-in needs a verified address, on every API; each API has its own default
 * @param minPassword the fewest characters of a password that is changed or reset: 8 to 128
 * @param keyCreation who creates API keys; every member if absent
 * @param maxScopes the scopes that an API key has at most; all if absent
 * @param keyOwnerTenant who creates API keys that belong to the tenant; the founder if absent
 * @param magicLink whether members log in with a mailed link; on if absent
 * @param sessionIdle how long a session lasts while it is not used, in seconds: 300 to 31,536,000
 * @param sessionMax how long a session lasts at most, in seconds: 300 to 31,536,000
 */
public record TenantPolicy(
        @Nullable Boolean verifiedLogin,
        @Nullable Integer minPassword,
        @Nullable Eligibility keyCreation,
        @Nullable Scopes maxScopes,
        @Nullable Eligibility keyOwnerTenant,
        @Nullable Availability magicLink,
        @Nullable Integer sessionIdle,
        @Nullable Integer sessionMax) {

    /** Without any rule. */
    public static final TenantPolicy UNSET = new TenantPolicy(null, null, null, null, null, null, null, null);

    private static final int MIN_PASSWORD = 8;
    private static final int MAX_PASSWORD = 128;
    private static final int MIN_SECONDS = 300;
    private static final int MAX_SECONDS = 31_536_000;

    /** Which members may do something. */
    public enum Eligibility {
        MEMBERS,
        FOUNDER;

        /** Lower case, as in requests and responses. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether something can be used. */
    public enum Availability {
        ON,
        OFF;

        /** Lower case, as in requests and responses. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rules by name. */
    public enum Rule {
        VERIFIED_LOGIN,
        MIN_PASSWORD,
        KEY_CREATION,
        MAX_SCOPES,
        KEY_OWNER_TENANT,
        MAGIC_LINK,
        SESSION_IDLE,
        SESSION_MAX;

        /** The name of its field in requests and responses. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A number is out of the bounds of its rule. */
    public static final class RuleOutOfBoundsException extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        private final Rule rule;

        RuleOutOfBoundsException(Rule rule, int min, int max) {
            super("must be between " + min + " and " + max);
            this.rule = rule;
        }

        public Rule rule() {
            return rule;
        }
    }

    /** @throws RuleOutOfBoundsException if a number is out of its bounds */
    public TenantPolicy {
        requireBetween(Rule.MIN_PASSWORD, minPassword, MIN_PASSWORD, MAX_PASSWORD);
        requireBetween(Rule.SESSION_IDLE, sessionIdle, MIN_SECONDS, MAX_SECONDS);
        requireBetween(Rule.SESSION_MAX, sessionMax, MIN_SECONDS, MAX_SECONDS);
    }

    private static void requireBetween(Rule rule, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            throw new RuleOutOfBoundsException(rule, min, max);
        }
    }

    /** A copy with the named rules of another policy, set or not; the others stay. */
    public TenantPolicy with(Set<Rule> rules, TenantPolicy other) {
        return new TenantPolicy(
                (rules.contains(Rule.VERIFIED_LOGIN) ? other : this).verifiedLogin,
                (rules.contains(Rule.MIN_PASSWORD) ? other : this).minPassword,
                (rules.contains(Rule.KEY_CREATION) ? other : this).keyCreation,
                (rules.contains(Rule.MAX_SCOPES) ? other : this).maxScopes,
                (rules.contains(Rule.KEY_OWNER_TENANT) ? other : this).keyOwnerTenant,
                (rules.contains(Rule.MAGIC_LINK) ? other : this).magicLink,
                (rules.contains(Rule.SESSION_IDLE) ? other : this).sessionIdle,
                (rules.contains(Rule.SESSION_MAX) ? other : this).sessionMax);
    }

    /** Whether an API key may have these scopes. */
    public boolean allowsScopes(Scopes scopes) {
        return scopes.names().stream().allMatch(defaultScopes()::allow);
    }

    /** The scopes of an API key whose request names none. */
    public Scopes defaultScopes() {
        return maxScopes == null ? Scopes.ALL : maxScopes;
    }

    /** Whether a member who is not the founder creates API keys. */
    public boolean letsMembersCreateKeys() {
        return keyCreation != Eligibility.FOUNDER;
    }

    /** Whether a member who is not the founder creates API keys that belong to the tenant. */
    public boolean letsMembersCreateTenantKeys() {
        return letsMembersCreateKeys() && keyOwnerTenant == Eligibility.MEMBERS;
    }
}
