package org.keyledger.query.audit;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodesGenerated;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.FederationEvent.IdentityUnlinked;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;

/**
 * The events that have an entry, and what each entry takes from its event. An event without a row has no entry: those of
 * every request (such as a refresh), those without a subject (failed log-ins are recorded by address and day, so that
 * they do not reveal accounts), and those that only accompany another event.
 */
final class SecurityEvents {

    private static final String SESSION = "session_id";
    private static final String KEY = "key_id";
    private static final String PROVIDER = "provider";
    private static final String REASON = "reason";

    private final Map<Class<?>, Function<Object, Facts>> rows = new HashMap<>();

    SecurityEvents() {
        row(UserRegistered.class, it -> Facts.of(it.user()).creating(it.user(), it.tenant()));
        ofUser(EmailVerified.class, EmailVerified::user);
        ofUser(PasswordChanged.class, PasswordChanged::user);
        ofUser(PasswordResetRequested.class, PasswordResetRequested::user);
        ofUser(PasswordReset.class, PasswordReset::user);
        row(
                EmailChangeRequested.class,
                it -> Facts.of(it.user()).named(it.email().stored()));
        row(EmailChangeCancelled.class, it -> Facts.of(it.user()).detail(REASON, word(it.reason())));
        row(EmailChanged.class, it -> Facts.of(it.user()).named(it.email().stored()));
        row(EmailChangeUndone.class, it -> Facts.of(it.user()).named(it.email().stored()));
        ofUser(AccountSecured.class, AccountSecured::user);
        ofUser(AccountReclaimed.class, AccountReclaimed::user);
        ofUser(OtherSessionsEnded.class, OtherSessionsEnded::user);
        ofUser(ApiKeysEnded.class, ApiKeysEnded::user);
        ofUser(UserErased.class, UserErased::user);
        ofUser(SignUpNoticeRequested.class, SignUpNoticeRequested::user);
        ofUser(TotpEnrolled.class, TotpEnrolled::user);
        ofUser(TotpConfirmed.class, TotpConfirmed::user);
        row(TotpDisabled.class, it -> Facts.of(it.user()).detail(REASON, word(it.reason())));
        ofUser(RecoveryCodesGenerated.class, RecoveryCodesGenerated::user);
        ofUser(RecoveryCodeUsed.class, RecoveryCodeUsed::user);
        row(
                IdentityLinked.class,
                it -> Facts.of(it.user())
                        .detail(PROVIDER, it.provider())
                        .named(it.account().value()));
        row(
                IdentityUnlinked.class,
                it -> Facts.of(it.user()).detail(PROVIDER, it.provider()).detail(REASON, word(it.reason())));
        row(SessionStarted.class, SecurityEvents::started);
        row(
                SessionEnded.class,
                it -> Facts.following(it.session())
                        .detail(SESSION, it.session())
                        .detail(REASON, word(it.reason())));
        row(RefreshTokenReused.class, it -> Facts.following(it.session()).detail(SESSION, it.session()));
        row(ApiKeyCreated.class, SecurityEvents::issued);
        row(SigningKeyRegistered.class, SecurityEvents::issued);
        row(ApiKeyChanged.class, it -> ofKey(it.key()).in(it.tenant()).labelled(it.owner(), it.grant()));
        row(ApiKeyRotated.class, it -> ofKey(it.key()).detail("successor_id", it.successor()));
        row(ApiKeyRevoked.class, it -> ofKey(it.key()));
        row(ApiKeyConfirmed.class, it -> ofKey(it.key()));
        row(TenantPolicyChanged.class, it -> Facts.ofActor().in(it.tenant()));
    }

    private <E> void ofUser(Class<E> type, Function<E, UserId> user) {
        row(type, user.andThen(Facts::of));
    }

    private <E> void row(Class<E> type, Function<E, Facts> facts) {
        rows.put(type, event -> facts.apply(type.cast(event)));
    }

    /** Empty for an event without a row. */
    Optional<Facts> factsOf(Object event) {
        return Optional.ofNullable(rows.get(event.getClass())).map(row -> row.apply(event));
    }

    private static Facts started(SessionStarted event) {
        return Facts.of(event.user())
                .creating(event.session(), event.tenant())
                .detail(SESSION, event.session())
                .detail(
                        "methods",
                        event.authentication().methods().stream()
                                .map(AuthenticationMethod::toString)
                                .sorted()
                                .collect(joining(" ")));
    }

    private static Facts issued(ApiKeyIssued event) {
        var facts = Facts.of(event.creator())
                .creating(event.key(), event.tenant())
                .detail(KEY, event.key())
                .labelled(event.owner(), event.grant());
        return event.rotatedFrom() == null ? facts : facts.detail("rotated_from", event.rotatedFrom());
    }

    private static Facts ofKey(ApiKeyId key) {
        return Facts.following(key).detail(KEY, key);
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
