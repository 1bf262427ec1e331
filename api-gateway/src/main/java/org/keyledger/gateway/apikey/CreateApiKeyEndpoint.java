package org.keyledger.gateway.apikey;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.answering.Problem;
import org.keyledger.gateway.dispatching.Commands;
import org.keyledger.gateway.guarding.TokenCaller;
import org.keyledger.gateway.minting.ApiKeySettings;
import org.keyledger.gateway.minting.Mint;
import org.keyledger.gateway.reading.StrictBody;
import org.keyledger.gateway.repeating.Attempt;
import org.keyledger.gateway.repeating.Creation;
import org.keyledger.gateway.repeating.Once;
import org.keyledger.gateway.repeating.Repeatable;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.apikey.Scopes;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /customer/keys}. The answer holds the secret; nothing else ever will. */
@RestController
final class CreateApiKeyEndpoint {

    private final Once once;
    private final Commands commands;
    private final TenantKeys keys;
    private final ApiKeySettings settings;
    private final Clock clock;

    CreateApiKeyEndpoint(Once once, Commands commands, TenantKeys keys, ApiKeySettings settings, Clock clock) {
        this.once = once;
        this.commands = commands;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    record Create(
            Label label,
            @Nullable Scopes scopes,
            @Nullable Instant expiresAt,
            @Nullable Environment environment) {

        Scopes scopesOrAll() {
            return scopes == null ? Scopes.ALL : scopes;
        }

        Environment environmentOrLive() {
            return environment == null ? Environment.LIVE : environment;
        }
    }

    @PostMapping("/customer/keys")
    @ResponseStatus(HttpStatus.CREATED)
    CreatedKey create(@StrictBody Create body, TokenCaller caller, Attempt attempt) {
        requireKnownScopes(body.scopesOrAll());
        return once.create(attempt, new Repeatable<CreatedKey>() {
            @Override
            public CreatedKey create(Creation creation) {
                return make(body, caller, creation);
            }

            @Override
            public CreatedKey again(Mint mint, long last) {
                var key = keys.one(mint.key(), caller.tenant());
                return CreatedKey.of(key, caller.tenant(), mint.apiKey(key.environment()));
            }

            @Override
            public Object id(Mint mint) {
                return mint.key();
            }
        });
    }

    private CreatedKey make(Create body, TokenCaller caller, Creation creation) {
        requireFuture(body.expiresAt());
        var text = creation.mint().apiKey(body.environmentOrLive());
        var start = new NewApiKey(
                creation.mint().key(),
                body.label(),
                body.scopesOrAll(),
                body.environmentOrLive(),
                text.prefix(),
                text.lastFour(),
                text.digest(),
                body.expiresAt());
        var outcome = creation.through(commands).send(new CreateApiKey(caller.tenant(), caller.user(), start));
        return CreatedKey.of(keys.made(own(start, caller), caller.tenant(), outcome), caller.tenant(), text);
    }

    private ApiKeyListing own(NewApiKey start, TokenCaller caller) {
        return new ApiKeyListing(
                start.key(),
                start.label(),
                ApiKeyListing.Status.ACTIVE,
                start.prefix(),
                start.lastFour(),
                start.scopes(),
                start.environment(),
                caller.user(),
                clock.instant(),
                null,
                start.expiresAt(),
                null,
                null);
    }

    private void requireKnownScopes(Scopes scopes) {
        scopes.names().stream()
                .filter(name ->
                        !name.equals(Scopes.ALL_OF_THEM) && !settings.scopes().contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw Problem.INVALID_REQUEST
                            .found()
                            .about("scopes", "are of: *, " + String.join(", ", settings.scopes()));
                });
    }

    private void requireFuture(@Nullable Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw Problem.INVALID_REQUEST.found().about("expires_at", "is in the past");
        }
    }
}
