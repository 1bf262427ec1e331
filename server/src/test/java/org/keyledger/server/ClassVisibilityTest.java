package org.keyledger.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Classes are package-private and final unless they must be otherwise")
class ClassVisibilityTest {

    /** Public classes of features, each with its reason. The configuration of a feature is always public. */
    private static final Map<String, String> PUBLIC_EXCEPTIONS = Map.ofEntries(
            Map.entry("org.keyledger.command.tenant.TenantMembers", "only the founder changes a tenant's policy"),
            Map.entry("org.keyledger.command.tenant.TenantPolicies", "a tenant's policy decides on keys and sessions"),
            Map.entry(
                    "org.keyledger.gateway.tenant.MemberPasswordPolicy", "a tenant's policy decides on new passwords"),
            Map.entry(
                    "org.keyledger.gateway.tenant.MailedLinkPolicy",
                    "a tenant's policy decides on mailed log-in links"),
            Map.entry("org.keyledger.command.tenant.TenantRegistry", "sign-up creates a tenant in its own commit"),
            Map.entry(
                    "org.keyledger.command.emailclaim.EmailClaimRegistry",
                    "sign-up claims an address in its own commit"),
            Map.entry("org.keyledger.command.login.CommitPadding", "sign-up pads its own commit"),
            Map.entry(
                    "org.keyledger.command.apikey.ApiKeyCommandHandler",
                    "sign-up creates a first key in its own commit"),
            Map.entry(
                    "org.keyledger.command.session.SessionCommandHandler",
                    "sign-up starts a session in its own commit"),
            Map.entry(
                    "org.keyledger.command.session.SessionValidator",
                    "a session is valid only with the current credential of its user"),
            Map.entry(
                    "org.keyledger.command.session.SessionOwners", "the end of a session drops what it has requested"),
            Map.entry(
                    "org.keyledger.command.session.EndedSessions",
                    "an ended session can neither request nor complete a change of address"),
            Map.entry(
                    "org.keyledger.gateway.session.OpenedLinkCookie", "verification links set it and log-in reads it"),
            Map.entry(
                    "org.keyledger.command.apikey.ApiKeyCreators",
                    "a key is accepted only on a recent credential of its user"),
            Map.entry(
                    "org.keyledger.command.session.SecondFactorVerifier",
                    "log-in records the use of a second factor in its own commit"),
            Map.entry(
                    "org.keyledger.command.user.RecentCredentialRemover",
                    "a secured account loses the ways to log in that were added shortly before"),
            Map.entry(
                    "org.keyledger.command.user.UnprovedCredentialRemover",
                    "the first password reset turns off a second factor that a stranger may have enrolled"),
            Map.entry(
                    "org.keyledger.command.emailclaim.ClaimRebuild",
                    "a restore rebuilds the entries of addresses and of identities in the same way"),
            Map.entry(
                    "org.keyledger.command.federation.IdentityRegistry",
                    "an erasure removes the entries of identities"),
            Map.entry(
                    "org.keyledger.command.user.IdentityLinker",
                    "a sign-up with a provider links the identity in its own commit"),
            Map.entry(
                    "org.keyledger.command.user.ProvedAddresses",
                    "an identity is linked by an address only to its proved owner"),
            Map.entry("org.keyledger.command.user.WayIn", "each feature counts the credentials that users log in with"),
            Map.entry("org.keyledger.command.user.WaysIn", "the last credential is not removed"),
            Map.entry("org.keyledger.gateway.user.ProvedSignUp", "a log-in with a provider creates an account"),
            Map.entry(
                    "org.keyledger.gateway.accountpage.ActivityText", "templates, which are another package, call it"),
            Map.entry("org.keyledger.gateway.accountpage.DateText", "templates, which are another package, call it"),
            Map.entry("org.keyledger.gateway.accountpage.KeyText", "templates, which are another package, call it"),
            Map.entry("org.keyledger.gateway.passkey.PasskeyOptions", "both APIs answer with the records inside it"),
            Map.entry("org.keyledger.gateway.token.PasskeyRequests", "the browser API takes and returns its records"),
            Map.entry(
                    "org.keyledger.command.session.PasskeyVerifier",
                    "log-in records the use of a passkey in its own commit"),
            Map.entry("org.keyledger.command.session.EmailOwnershipRecorder", "log-in records a proof of its user"));

    private static final Set<String> FRAMEWORK_EXTENDS = Set.of(
            "org.springframework.context.annotation.Configuration",
            "org.springframework.boot.autoconfigure.SpringBootApplication");

    @Test
    void features_publish_their_configuration_only() {
        classes()
                .that(describe("are top-level classes of features", type -> isOfAFeature(type) && isTopLevel(type)))
                .and()
                .haveSimpleNameNotEndingWith("Configuration")
                .and(describe("have no reason to be public", type -> !PUBLIC_EXCEPTIONS.containsKey(type.getName())))
                .and(describe("are no use cases of an API", type -> !isUseCase(type)))
                .should()
                .notBePublic()
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void public_machinery_is_used_by_another_package() {
        classes()
                .that(describe("are top-level classes of machinery", type -> isOfMachinery(type) && isTopLevel(type)))
                .and()
                .arePublic()
                .and()
                .haveSimpleNameNotEndingWith("Configuration")
                .should(beUsedElsewhere())
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void concrete_classes_are_final() {
        classes()
                .that(describe("are concrete top-level classes", ClassVisibilityTest::isConcrete))
                .and(describe("have no subclasses", type -> type.getSubclasses().isEmpty()))
                .and(describe(
                        "are not extended by Spring",
                        type -> FRAMEWORK_EXTENDS.stream()
                                .noneMatch(annotation ->
                                        type.isAnnotatedWith(annotation) || type.isMetaAnnotatedWith(annotation))))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(ProgramClasses.CLASSES);
    }

    /** A class of a gateway feature that an endpoint of the token, browser or signed API uses. */
    private static boolean isUseCase(JavaClass type) {
        return ProgramClasses.module(type).equals("gateway")
                && type.getDirectDependenciesToSelf().stream()
                        .anyMatch(use -> ProgramClasses.APIS.contains(ProgramClasses.feature(use.getOriginClass())));
    }

    private static boolean isOfAFeature(JavaClass type) {
        return ProgramClasses.MODULES_WITH_FEATURES.contains(ProgramClasses.module(type))
                && !ProgramClasses.isInMachinery(type);
    }

    private static boolean isOfMachinery(JavaClass type) {
        return ProgramClasses.MODULES_WITH_FEATURES.contains(ProgramClasses.module(type))
                && ProgramClasses.isInMachinery(type);
    }

    private static boolean isTopLevel(JavaClass type) {
        return ProgramClasses.isTopLevel(type);
    }

    private static boolean isConcrete(JavaClass type) {
        return isTopLevel(type)
                && !type.isInterface()
                && !type.isEnum()
                && !type.getModifiers().contains(JavaModifier.ABSTRACT);
    }

    private static ArchCondition<JavaClass> beUsedElsewhere() {
        return new ArchCondition<>("be used by another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var used = type.getDirectDependenciesToSelf().stream()
                        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
                events.add(new SimpleConditionEvent(
                        type, used, type.getName() + " is public and used in its own package only"));
            }
        };
    }
}
