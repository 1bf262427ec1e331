package org.keyledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requesthead.GetWithEffect;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** A route that can append to the ledger is limited, or says why it is not. */
@DisplayName("Every route that is no plain read")
class RateLimitDecisionTest {

    private static final Set<RequestMethod> READS = Set.of(RequestMethod.GET, RequestMethod.HEAD);

    @Test
    void is_limited_or_says_why_it_is_not() {
        var undecided = routesThatAreNoPlainReads()
                .filter(route -> !route.isAnnotatedWith(RateLimited.class)
                        && !route.isAnnotatedWith(WriteLimited.class)
                        && !route.isAnnotatedWith(WithoutRateLimit.class))
                .map(JavaMethod::getFullName)
                .toList();

        assertThat(undecided).isEmpty();
    }

    @Test
    void gives_a_reason_if_it_is_not_limited_and_is_not_limited_as_well() {
        var unlimited = routesThatAreNoPlainReads()
                .filter(route -> route.isAnnotatedWith(WithoutRateLimit.class))
                .toList();

        assertThat(unlimited).isNotEmpty().allSatisfy(route -> {
            assertThat(route.getAnnotationOfType(WithoutRateLimit.class).value())
                    .hasSizeGreaterThan(10);
            assertThat(List.of(route.isAnnotatedWith(RateLimited.class), route.isAnnotatedWith(WriteLimited.class)))
                    .containsOnly(false);
        });
    }

    private static Stream<JavaMethod> routesThatAreNoPlainReads() {
        var routes = ProgramClasses.CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(RateLimitDecisionTest::isRoute)
                .toList();
        assertThat(routes).hasSizeGreaterThan(30);
        return routes.stream().filter(route -> !isRead(route) || route.isAnnotatedWith(GetWithEffect.class));
    }

    private static boolean isRoute(JavaMethod method) {
        return method.isMetaAnnotatedWith(RequestMapping.class) || method.isAnnotatedWith(RequestMapping.class);
    }

    private static boolean isRead(JavaMethod route) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(route.reflect(), RequestMapping.class);
        return mapping != null && mapping.method().length > 0 && READS.containsAll(Set.of(mapping.method()));
    }
}
