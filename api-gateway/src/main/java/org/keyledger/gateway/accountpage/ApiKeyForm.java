package org.keyledger.gateway.accountpage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.kernel.FieldChange;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyChanges;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.apikey.SigningPublicKey;

/**
 * The fields of the forms that create and change API keys, each with the name of the field of {@code POST /customer/keys}
 * that it fills; a scope has a box named {@code scope:} and its name.
 */
final class ApiKeyForm {

    static final String SCOPE = "scope:";

    private static final int MAX_OVERLAP_HOURS = 720;

    private final FormReader form;
    private final List<String> scopes;

    /** @param scopes all that a key can have */
    ApiKeyForm(FormReader form, List<String> scopes) {
        this.form = form;
        this.scopes = scopes;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 400 with an error for each field that is wrong */
    ApiKeyGrant grant() {
        var label = form.find("label", Label::parse);
        var granted = form.find("scopes", ignored -> Scopes.of(checkedScopes()));
        var addresses = find("ip_allow", ApiKeyForm::addresses);
        var rate = form.find("rate_limit", this::rate);
        var expiry = find("expires_at", ApiKeyForm::endOfDay);
        form.requireValid();
        return new ApiKeyGrant(
                label.orElseThrow(),
                "test".equals(form.text("environment")) ? Environment.TEST : Environment.LIVE,
                new ApiKeyAccess(
                        granted.orElseThrow(),
                        addresses.orElse(null),
                        rate.orElseThrow().orElse(null)),
                expiry.orElse(null),
                null,
                null);
    }

    KeyOwner.Kind owner() {
        return "tenant".equals(form.text("owner")) ? KeyOwner.Kind.TENANT : KeyOwner.Kind.USER;
    }

    /** Null if the field is empty. */
    @Nullable
    SigningPublicKey publicKey() {
        var key = find("public_key", text -> SigningPublicKey.parse(text.replace("\r\n", "\n")));
        form.requireValid();
        return key.orElse(null);
    }

    /** The form shows all of these, so that an empty field clears its value. */
    KeyChanges changes() {
        var label = form.find("label", Label::parse);
        var granted = form.find("scopes", ignored -> Scopes.of(checkedScopes()));
        var addresses = find("ip_allow", ApiKeyForm::addresses);
        var rate = form.find("rate_limit", this::rate);
        form.requireValid();
        return new KeyChanges(
                label.orElseThrow(),
                granted.orElseThrow(),
                FieldChange.to(addresses.orElse(null)),
                FieldChange.to(rate.orElseThrow().orElse(null)),
                FieldChange.none(),
                FieldChange.none());
    }

    /** The overlap of a rotation in seconds; the form has hours. */
    int overlapSeconds() {
        return form.require("overlap_hours", text -> number(text.isEmpty() ? "0" : text, 0, MAX_OVERLAP_HOURS)) * 3_600;
    }

    /** The scopes whose boxes are checked, to show the form again. */
    Collection<String> checkedScopes() {
        return Stream.concat(Stream.of(Scopes.WILDCARD), scopes.stream())
                .filter(scope -> form.checked(SCOPE + scope))
                .toList();
    }

    /** What the person entered, to tell a repeated form from another one. */
    String[] content() {
        return Stream.concat(
                        Stream.of(
                                        "label",
                                        "environment",
                                        "owner",
                                        "expires_at",
                                        "ip_allow",
                                        "rate_limit",
                                        "rate_window",
                                        "public_key",
                                        "overlap_hours")
                                .map(form::text),
                        checkedScopes().stream())
                .toArray(String[]::new);
    }

    String text(String field) {
        return form.text(field);
    }

    private <T> Optional<T> find(String field, Function<String, T> parser) {
        return form.text(field).isBlank() ? Optional.empty() : form.find(field, parser);
    }

    private static IpAllowList addresses(String text) {
        return IpAllowList.parse(List.of(text.strip().split("[\\s,]+")));
    }

    /** A key is accepted until the day is over in UTC. */
    private static Instant endOfDay(String text) {
        try {
            return LocalDate.parse(text).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a date such as 2030-12-31", e);
        }
    }

    private Optional<RateLimit> rate(String text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(new RateLimit(number(text, 1, 1_000_000), number(form.text("rate_window"), 1, 86_400)));
    }

    private static int number(String text, int min, int max) {
        try {
            var number = Integer.parseInt(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same message
        }
        throw new IllegalArgumentException("must be between " + min + " and " + max);
    }
}
