package org.keyledger.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Time, ids and chance come in with the command or from an injected clock: the same command decides the same twice. */
@DisplayName("Kernel and features read no clock and no randomness")
class DeterministicDecisionTest {

    private static final Set<String> NONDETERMINISTIC_CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone");

    private static final DescribedPredicate<JavaMethodCall> READS_CLOCK_OR_RANDOM =
            describe("a call that reads the clock or throws dice", call -> {
                var owner = call.getTargetOwner().getName();
                var name = call.getName();
                return NONDETERMINISTIC_CALLS.contains(owner + "." + name)
                        || (owner.startsWith("java.time.") && name.equals("now") && hasNoClockParameter(call));
            });

    @Test
    void in_kernel_and_features() {
        noClasses()
                .that(describe("are words or decisions", DeterministicDecisionTest::isKernelOrFeature))
                .should()
                .callMethodWhere(READS_CLOCK_OR_RANDOM)
                .check(ProgramClasses.CLASSES);
    }

    private static boolean isKernelOrFeature(JavaClass type) {
        return ProgramClasses.module(type).equals("kernel")
                || (ProgramClasses.module(type).equals("command") && !ProgramClasses.inMachinery(type));
    }

    private static boolean hasNoClockParameter(JavaMethodCall call) {
        return call.getTarget().getRawParameterTypes().isEmpty();
    }
}
