package org.keyledger.gateway.passkey;

import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.page.BrandSettings;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.gateway.tenant.MailedLinkPolicy;
import org.keyledger.kernel.passkey.NewPasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RegisterPasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RemovePasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RenamePasskey;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.passkey.PasskeyListing;
import org.keyledger.kernel.passkey.PasskeyQuery.ListPasskeys;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Registers, lists, renames and removes the passkeys of the caller. */
public final class PasskeyRegistration {

    private static final String TYPE = "public-key";
    private static final String REQUIRED = "required";

    private final Commands commands;
    private final Queries queries;
    private final StepUpAuthentication stepUp;
    private final RelyingParty relyingParty;
    private final PasskeyChallenges challenges;
    private final RequestIdsFactory idsFactory;
    private final BrandSettings brand;
    private final MailedLinkPolicy mailedLinks;
    private final Clock clock;

    PasskeyRegistration(
            Commands commands,
            Queries queries,
            StepUpAuthentication stepUp,
            RelyingParty relyingParty,
            PasskeyChallenges challenges,
            RequestIdsFactory idsFactory,
            BrandSettings brand,
            MailedLinkPolicy mailedLinks,
            Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.stepUp = stepUp;
        this.relyingParty = relyingParty;
        this.challenges = challenges;
        this.idsFactory = idsFactory;
        this.brand = brand;
        this.mailedLinks = mailedLinks;
        this.clock = clock;
    }

    /**
     * Options for {@code navigator.credentials.create()}; the same session must finish within 5 minutes.
     *
     * @param current the current password, required unless the log-in is recent
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code step-up-required} or {@code invalid-credentials}
     */
    public PasskeyOptions.Creation options(SessionCaller caller, @Nullable Password current) {
        stepUp.require(caller, current);
        var account = queries.ask(new FindUser(caller.user())).account().orElseThrow(Problem.NOT_SEEN_YET::toException);
        var email = account.profile().email().stored();
        var name = account.profile().name();
        return new PasskeyOptions.Creation(
                new PasskeyOptions.Entity(relyingParty.id(), brand.productName()),
                new PasskeyOptions.User(UserHandle.of(caller.user()), email, name == null ? email : name.value()),
                Base64.getUrlEncoder().withoutPadding().encodeToString(challenges.issue(binding(caller))),
                RelyingParty.ALGORITHMS.stream()
                        .map(algorithm -> new PasskeyOptions.Algorithm(TYPE, algorithm))
                        .toList(),
                PasskeyChallenges.LIFETIME.toMillis(),
                list(caller.user()).stream()
                        .map(passkey -> new PasskeyOptions.Descriptor(
                                TYPE, passkey.credential().value()))
                        .toList(),
                new PasskeyOptions.Selection(REQUIRED, true, REQUIRED),
                "none");
    }

    /**
     * Registers the passkey that the authenticator has created. The challenge of {@link #options} shows that the caller has
     * proved again who they are.
     *
     * @param clientData {@code clientDataJSON} of the response, base64url
     * @param attestation {@code attestationObject} of the response, base64url
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-request} if the response is not valid; 409
     *     {@code passkey-taken} or {@code too-many-passkeys}
     */
    public PasskeyListing finish(SessionCaller caller, DisplayName name, String clientData, String attestation) {
        var created = verify(caller, clientData, attestation);
        var added =
                new NewPasskey(idsFactory.random().passkey(), created.id(), created.publicKey(), name, created.state());
        var outcome = commands.send(new RegisterPasskey(caller.signedIn(), added));
        return outcome.written()
                .answer(
                        () -> find(caller.user(), added.id()),
                        () -> new PasskeyListing(
                                added.id(),
                                added.credential(),
                                name,
                                created.state().backupEligible(),
                                created.state().backedUp(),
                                clock.instant(),
                                null));
    }

    private RelyingParty.CreatedCredential verify(SessionCaller caller, String clientData, String attestation) {
        try {
            var decoder = Base64.getUrlDecoder();
            return relyingParty
                    .verifyRegistration(
                            decoder.decode(clientData),
                            decoder.decode(attestation),
                            challenge -> challenges.use(challenge, binding(caller)))
                    .orElseThrow(PasskeyRegistration::toInvalidResponseException);
        } catch (IllegalArgumentException e) {
            throw toInvalidResponseException();
        }
    }

    private static ProblemException toInvalidResponseException() {
        return Problem.INVALID_REQUEST
                .toException()
                .withFieldError(
                        "credential",
                        "must be the response to options of this session that are at most 5 minutes old, with user"
                                + " verification");
    }

    private static String binding(SessionCaller caller) {
        return "registration " + caller.session();
    }

    /** Those that were registered last first. */
    public List<PasskeyListing> list(UserId user) {
        return queries.ask(new ListPasskeys(user)).passkeys();
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-passkey} */
    public PasskeyListing get(UserId user, PasskeyId passkey) {
        return find(user, passkey).orElseThrow(Problem.NO_SUCH_PASSKEY::toException);
    }

    private Optional<PasskeyListing> find(UserId user, PasskeyId passkey) {
        return list(user).stream().filter(it -> it.id().equals(passkey)).findFirst();
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-passkey} */
    public PasskeyListing rename(SessionCaller caller, PasskeyId passkey, DisplayName name) {
        var before = get(caller.user(), passkey);
        var outcome = commands.send(new RenamePasskey(caller.signedIn(), passkey, name));
        return outcome.written().answer(() -> find(caller.user(), passkey), () -> before.withName(name));
    }

    /**
     * Removes a passkey. When this returns, no log-in with it is accepted.
     *
     * @param current the current password, required unless the log-in is recent
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code step-up-required} or {@code invalid-credentials};
     *     404 {@code no-such-passkey}; 409 {@code last-way-in} if the caller could not log in without it
     */
    public void remove(SessionCaller caller, PasskeyId passkey, @Nullable Password current) {
        var credential = stepUp.require(caller, current);
        var by = new AuthenticatedSession(caller.user(), credential, caller.session());
        commands.send(new RemovePasskey(by, passkey, mailedLinks.acceptsLinks(caller.tenant())));
    }
}
