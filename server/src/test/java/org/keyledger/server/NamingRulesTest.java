package org.keyledger.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.ANONYMOUS_CLASSES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import jakarta.servlet.Filter;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerInterceptor;

@DisplayName("Class and method names follow the naming rules")
class NamingRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Util", "Utils", "Helper", "Manager", "Impl", "Dto", "DTO", "Mapper", "Properties"})
    void no_class_has_a_suffix_that_says_nothing(String suffix) {
        noClasses()
                .that(describe(
                        "are not Kafka's own kind of properties",
                        type -> !type.getName().equals("org.keyledger.server.broker.BrokerProperties")))
                .should()
                .haveSimpleNameEndingWith(suffix)
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void no_two_classes_share_a_simple_name() {
        var topLevel = ProgramClasses.CLASSES.stream()
                .filter(ProgramClasses::isTopLevel)
                .toList();
        assertThat(topLevel).isNotEmpty();

        var shared = topLevel.stream()
                .filter(type -> !type.getSimpleName().endsWith("Configuration"))
                .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())))
                .values()
                .stream()
                .filter(names -> names.size() > 1)
                .toList();

        assertThat(shared).isEmpty();
    }

    @Test
    void exceptions_end_in_exception() {
        classes()
                .that(are(named(Throwable.class)))
                .should()
                .haveSimpleNameEndingWith("Exception")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void only_exceptions_end_in_exception() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Exception")
                .should()
                .beAssignableTo(Throwable.class)
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void filters_end_in_filter() {
        classes()
                .that(are(named(Filter.class)))
                .should()
                .haveSimpleNameEndingWith("Filter")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void interceptors_end_in_interceptor() {
        classes()
                .that(are(named(HandlerInterceptor.class).or(named(MessageHandlerInterceptor.class))))
                .should()
                .haveSimpleNameEndingWith("Interceptor")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void argument_resolvers_end_in_argument_resolver() {
        classes()
                .that(are(named(HandlerMethodArgumentResolver.class)))
                .should()
                .haveSimpleNameEndingWith("ArgumentResolver")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void endpoints_end_in_endpoint() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .haveSimpleNameEndingWith("Endpoint")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void configurations_end_in_configuration() {
        classes()
                .that()
                .areAnnotatedWith(Configuration.class)
                .should()
                .haveSimpleNameEndingWith("Configuration")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void bound_properties_end_in_settings() {
        classes()
                .that()
                .areAnnotatedWith(ConfigurationProperties.class)
                .and()
                .areTopLevelClasses()
                .should()
                .haveSimpleNameEndingWith("Settings")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void projections_end_in_projection() {
        methods()
                .that()
                .areAnnotatedWith(EventHandler.class)
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("org.keyledger.query..")
                .should()
                .beDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Projection")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void no_method_is_a_setter() {
        noMethods()
                .that(describe("are not inherited from a framework", method -> !overridesForeign(method)))
                .should()
                .haveNameMatching("set[A-Z].*")
                .because("an object is complete when it is constructed")
                .check(ProgramClasses.CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tell", "hear", "heard", "say", "said", "stand", "stands", "room", "door"})
    void no_method_has_a_metaphor_for_a_name(String word) {
        noMethods()
                .that(describe("are not inherited from a framework", method -> !overridesForeign(method)))
                .should()
                .haveNameMatching(word + "([A-Z].*)?")
                .check(ProgramClasses.CLASSES);
    }

    private static DescribedPredicate<JavaClass> named(Class<?> parent) {
        return assignableTo(parent).and(DescribedPredicate.not(ANONYMOUS_CLASSES));
    }

    private static boolean overridesForeign(JavaMethod method) {
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .filter(type -> !type.getPackageName().startsWith("org.keyledger"))
                .flatMap(type -> type.getMethods().stream())
                .anyMatch(inherited -> inherited.getName().equals(method.getName()));
    }
}
