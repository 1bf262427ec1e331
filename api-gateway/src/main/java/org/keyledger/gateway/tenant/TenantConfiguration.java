package org.keyledger.gateway.tenant;

import org.keyledger.gateway.export.PersonalDataSource;
import org.keyledger.gateway.identifier.ApiKeySettings;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.PasswordPolicy;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The policies of tenants. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SentMailSettings.class)
public class TenantConfiguration {

    @Bean
    ManagePolicies managePolicies(
            Commands commands, Queries queries, StepUpAuthentication stepUp, ApiKeySettings keySettings) {
        return new ManagePolicies(commands, queries, stepUp, keySettings);
    }

    @Bean
    PersonalDataSource policyDataSource(ManagePolicies policies) {
        return new PolicyDataSource(policies);
    }

    @Bean
    MemberPasswordPolicy memberPasswordPolicy(Queries queries, PasswordPolicy policy) {
        return new MemberPasswordPolicy(queries, policy);
    }

    @Bean
    MailedLinkPolicy mailedLinkPolicy(Queries queries, SentMailSettings mail) {
        return new MailedLinkPolicy(queries, mail);
    }
}
