package org.keyledger.gateway;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.keyledger.gateway.FakeBackend.StoredSession;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyCommand.ChangeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.ConfirmApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RegisterSigningKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateSigningKey;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.commit.FoundCommit.Recorded;
import org.keyledger.kernel.factor.FactorCommand;
import org.keyledger.kernel.federation.FederationCommand;
import org.keyledger.kernel.login.LoginCommand;
import org.keyledger.kernel.login.LoginCommand.UseMagicLink;
import org.keyledger.kernel.passkey.PasskeyCommand;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.NewSession;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.tenant.TenantCommand.ChangeTenantPolicy;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserCommand.CancelEmailChange;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.ChangeProfile;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.DropEmailChange;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.ReclaimAccount;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.RehashPassword;
import org.keyledger.kernel.user.UserCommand.RepeatErasure;
import org.keyledger.kernel.user.UserCommand.RepeatNewPassword;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.SecureAccount;
import org.keyledger.kernel.user.UserCommand.UndoEmailChange;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserId;

/** A fake command side: decides, stores the result in the {@link FakeBackend} and returns the ledger position. */
final class FakeCommandBus implements CommandBus {

    private final FakeBackend backend;
    private final FakeApiKeyHandlers keys;
    private final FakePasswordHandlers passwords;
    private final FakeAccountHandlers accounts;
    private final FakeFactorHandlers factors;
    private final FakePasskeyHandlers passkeys;
    private final Map<UserId, Digest> acceptedLinks = new ConcurrentHashMap<>();

    FakeCommandBus(FakeBackend backend) {
        this.backend = backend;
        this.keys = new FakeApiKeyHandlers(backend);
        this.passwords = new FakePasswordHandlers(backend, keys);
        this.factors = new FakeFactorHandlers(backend);
        this.passkeys = new FakePasskeyHandlers(backend);
        this.accounts = new FakeAccountHandlers(backend, keys, passwords);
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        answer(command);
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        callback.onResult(command, answer(command));
    }

    @SuppressWarnings("unchecked")
    private synchronized <R> CommandResultMessage<R> answer(CommandMessage<?> message) {
        backend.receivedCommands.add(message);
        var failure = backend.nextFailure;
        backend.nextFailure = Optional.empty();
        if (failure.isPresent()) {
            return GenericCommandResultMessage.asCommandResultMessage(failure.get());
        }
        var decision = decide(message.getPayload());
        if (decision instanceof Decision.Done) {
            record(message, backend.append(1));
        }
        return (CommandResultMessage<R>)
                new GenericCommandResultMessage<>(decision, Map.of(RequestMetadata.POSITION, backend.head()));
    }

    private void record(CommandMessage<?> message, long position) {
        if (message.getMetaData().get(RequestMetadata.COMMIT_KEY) instanceof String k) {
            var body = (String) message.getMetaData().get(RequestMetadata.FINGERPRINT);
            backend.commits.put(k, new Recorded(position, backend.now(), body));
        }
    }

    private Decision decide(Object command) {
        if (command instanceof RegisterUser it) {
            return register(it);
        } else if (command instanceof StartSession it) {
            return start(it);
        } else if (command instanceof RefreshSession it) {
            return refresh(it);
        } else if (command instanceof EndSession it) {
            return end(it);
        } else if (command instanceof CreateApiKey it) {
            keys.create(it.tenant(), it.creator().user(), it.owner(), it.newKey(), null);
            return done();
        } else if (command instanceof ChangeApiKey it) {
            return keys.change(it);
        } else if (command instanceof RegisterSigningKey it) {
            return keys.register(it);
        } else if (command instanceof RotateSigningKey it) {
            return keys.rotate(it);
        } else if (command instanceof RotateApiKey it) {
            return keys.rotate(it);
        } else if (command instanceof RevokeApiKey it) {
            return keys.revoke(it);
        } else if (command instanceof ConfirmApiKey it) {
            return keys.confirm(it);
        } else if (command instanceof RequestEmailVerification) {
            return done();
        } else if (command instanceof VerifyEmail it) {
            return verify(it);
        } else if (command instanceof RequestPasswordReset it) {
            return passwords.requestReset(it);
        } else if (command instanceof ResetPassword it) {
            return passwords.reset(it);
        } else if (command instanceof ChangePassword it) {
            return passwords.change(it);
        } else if (command instanceof RepeatNewPassword it) {
            return passwords.repeat(it);
        } else if (command instanceof RepeatErasure it) {
            return backend.users.containsKey(it.user()) ? refuse(Refusal.SIGNED_OUT) : noChange();
        } else if (command instanceof RehashPassword it) {
            return passwords.rehash(it);
        } else if (command instanceof ChangeEmail it) {
            return accounts.change(it);
        } else if (command instanceof ConfirmEmailChange it) {
            return accounts.confirm(it);
        } else if (command instanceof CancelEmailChange it) {
            return accounts.cancel(it);
        } else if (command instanceof DropEmailChange it) {
            return accounts.drop(it);
        } else if (command instanceof UndoEmailChange it) {
            return accounts.undo(it);
        } else if (command instanceof SecureAccount it) {
            return accounts.secure(it);
        } else if (command instanceof ChangeProfile it) {
            return accounts.change(it);
        } else if (command instanceof EraseUser it) {
            return accounts.erase(it);
        } else if (command instanceof EndOtherSessions it) {
            return accounts.endOthers(it);
        } else if (command instanceof ChangeTenantPolicy it) {
            return accounts.changePolicy(it);
        }
        if (command instanceof FactorCommand it) {
            return factors.decide(it);
        }
        if (command instanceof PasskeyCommand it) {
            return passkeys.decide(it);
        }
        if (command instanceof UseMagicLink it) {
            return FakeMagicLinkHandlers.use(backend, it);
        }
        if (command instanceof ReclaimAccount) {
            return noChange();
        }
        if (command instanceof LoginCommand || command instanceof FederationCommand) {
            return done();
        }
        throw new IllegalArgumentException("unknown command: " + command);
    }

    private Decision register(RegisterUser it) {
        var verified = it.verifiesWithoutMail();
        if (backend.logins.containsKey(it.emailHmac().value())) {
            return it.padding() == null ? refuse(Refusal.EMAIL_TAKEN) : done();
        }
        backend.logins.put(
                it.emailHmac().value(),
                new Login(it.user(), it.tenant(), it.password(), CredentialVersion.FIRST, verified));
        var now = backend.now();
        backend.users.put(
                it.user(), new UserAccount(it.user(), it.tenant(), it.profile(), verified ? now : null, now, now));
        if (it.apiKey() != null) {
            keys.create(it.tenant(), it.user(), KeyOwner.Kind.USER, it.apiKey(), null);
        }
        if (it.session() != null) {
            open(it.session(), it.user(), it.tenant());
        }
        return done();
    }

    private Decision start(StartSession it) {
        var current = backend.logins.values().stream()
                .filter(login -> login.user().equals(it.user()))
                .allMatch(login -> login.credential().equals(it.credential()));
        if (!current) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        var refusal = factors.use(it.user(), it.factor());
        if (refusal.isPresent()) {
            return refuse(refusal.get());
        }
        open(it.newSession(), it.user(), it.tenant());
        if (it.replaced() != null) {
            end(new EndSession(it.replaced(), null));
        }
        return done();
    }

    private void open(NewSession start, UserId user, TenantId tenant) {
        var live = new ActiveSession(
                start.session(),
                user,
                tenant,
                passwords.version(user),
                start.remembered(),
                start.authentication(),
                1,
                backend.now(),
                backend.now(),
                backend.now().plus(Duration.ofDays(90)));
        backend.sessions.put(start.session(), new StoredSession(live, 1, false));
    }

    private ActiveSession renewed(ActiveSession it) {
        return new ActiveSession(
                it.session(),
                it.user(),
                it.tenant(),
                it.credential(),
                it.remembered(),
                it.authentication(),
                it.generation() + 1,
                it.startedAt(),
                backend.now(),
                it.endsAt());
    }

    private Decision refresh(RefreshSession it) {
        var session = backend.sessions.get(it.session());
        if (session == null) {
            return refuse(Refusal.NO_SUCH_SESSION);
        }
        if (session.ended()) {
            return refuse(Refusal.SESSION_ENDED);
        }
        if (it.generation() == session.generation() - 1) {
            return noChange();
        }
        if (it.generation() != session.generation()) {
            backend.sessions.put(it.session(), new StoredSession(session.live(), session.generation(), true));
            return refuse(Refusal.REFRESH_TOKEN_REUSED);
        }
        backend.sessions.put(it.session(), new StoredSession(renewed(session.live()), it.generation() + 1, false));
        return done();
    }

    private Decision end(EndSession it) {
        var session = backend.sessions.get(it.session());
        if (session == null || it.user() != null && !session.live().user().equals(it.user())) {
            return refuse(Refusal.NO_SUCH_SESSION);
        }
        if (session.ended()) {
            return noChange();
        }
        backend.sessions.put(it.session(), new StoredSession(session.live(), session.generation(), true));
        return done();
    }

    private Decision verify(VerifyEmail it) {
        var user = backend.users.get(it.user());
        if (user == null) {
            return refuse(Refusal.NO_SUCH_USER);
        }
        if (it.token().equals(acceptedLinks.get(it.user()))) {
            return noChange();
        }
        if (user.emailVerifiedAt() != null) {
            return refuse(Refusal.INVALID_TOKEN);
        }
        acceptedLinks.put(it.user(), it.token());
        var now = backend.now();
        backend.users.put(it.user(), user.withVerifiedEmail(now));
        return done();
    }

    @Override
    public Registration subscribe(String name, MessageHandler<? super CommandMessage<?>> handler) {
        return () -> true;
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> it) {
        return () -> true;
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> it) {
        return () -> true;
    }
}
