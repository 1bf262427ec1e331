package org.keyledger.command.user;

import java.time.Clock;
import java.util.List;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.command.apikey.ApiKeyCommandHandler;
import org.keyledger.command.apikey.ApiKeyCreators;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.command.handling.DurationProperty;
import org.keyledger.command.login.CommitPadding;
import org.keyledger.command.session.EmailOwnershipRecorder;
import org.keyledger.command.session.EndedSessions;
import org.keyledger.command.session.SessionCommandHandler;
import org.keyledger.command.session.SessionOwners;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.command.tenant.TenantMembers;
import org.keyledger.command.tenant.TenantRegistry;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Registers the aggregate and the command handlers of users. Sign-up also creates tenants, claims, keys and sessions,
 * so their configurations are needed too.
 */
@Configuration(proxyBeanMethods = false)
public class UserConfiguration {

    @Bean
    MailedLinkSettings verificationSettings(Environment environment) {
        var defaults = MailedLinkSettings.DEFAULTS;
        return new MailedLinkSettings(
                DurationProperty.read(environment, MailedLinkSettings.VERIFICATION_LIFETIME, defaults.lifetime()),
                DurationProperty.read(environment, MailedLinkSettings.RESET_LIFETIME, defaults.resetLifetime()));
    }

    @Bean
    ConfigurerModule userCommandHandling(
            MailedLinkSettings settings,
            ExpiryClock expiryClock,
            List<UnprovedCredentialRemover.Source> removers,
            List<WayIn.Source> waysIn) {
        var clock = expiryClock.clock();
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(User.class))
                .registerComponent(MailedLinkSettings.class, axon -> settings)
                .registerComponent(
                        SessionValidator.class, axon -> new UserSessionValidator(axon.repository(User.class)))
                .registerComponent(SessionOwners.class, axon -> new UserSessionOwners(axon.repository(User.class)))
                .registerCommandHandler(axon -> signUpCommandHandler(axon, settings, clock))
                .registerCommandHandler(axon -> new EmailChangeCommandHandler(
                        axon.getComponent(EmailClaimRegistry.class),
                        axon.repository(User.class),
                        axon.getComponent(EndedSessions.class),
                        settings,
                        clock))
                .registerCommandHandler(axon -> new EmailChangeUndoCommandHandler(
                        axon.getComponent(EmailClaimRegistry.class), axon.repository(User.class), clock))
                .registerCommandHandler(axon -> new PasswordResetCommandHandler(
                        axon.repository(User.class),
                        removers.stream().map(source -> source.apply(axon)).toList(),
                        clock))
                .registerCommandHandler(axon -> new SecureAccountCommandHandler(
                        axon.repository(User.class),
                        removers.stream()
                                .map(source -> source.apply(axon))
                                .filter(RecentCredentialRemover.class::isInstance)
                                .map(RecentCredentialRemover.class::cast)
                                .toList(),
                        settings,
                        clock))
                .registerCommandHandler(axon -> new UserErasureCommandHandler(
                        axon.getComponent(EmailClaimRegistry.class),
                        axon.getComponent(TenantRegistry.class),
                        axon.getComponent(IdentityLinker.class),
                        axon.repository(User.class)))
                .registerComponent(
                        EmailOwnershipRecorder.class,
                        axon -> new UserEmailOwnershipRecorder(axon.repository(User.class)))
                .registerComponent(ProvedAddresses.class, axon -> new ProvedAddresses(axon.repository(User.class)))
                .registerComponent(
                        WaysIn.class,
                        axon -> new WaysIn(
                                axon.repository(User.class),
                                waysIn.stream()
                                        .map(source -> source.apply(axon))
                                        .toList()))
                .registerComponent(ApiKeyCreators.class, axon -> new UserApiKeyCreators(axon.repository(User.class)))
                .registerComponent(TenantMembers.class, axon -> new UserTenantMembers(axon.repository(User.class)));
    }

    private static SignUpCommandHandler signUpCommandHandler(
            org.axonframework.config.Configuration axon, MailedLinkSettings settings, Clock clock) {
        return new SignUpCommandHandler(
                axon.getComponent(TenantRegistry.class),
                axon.getComponent(EmailClaimRegistry.class),
                axon.repository(User.class),
                axon.getComponent(ApiKeyCommandHandler.class),
                axon.getComponent(SessionCommandHandler.class),
                axon.getComponent(IdentityLinker.class),
                axon.getComponent(CommitPadding.class),
                settings,
                clock);
    }
}
