package org.keyledger.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Time, ids and randomness come with the command or from an injected source, so that a decision can be repeated. */
@DisplayName("Kernel, ledger and features read no clock and no randomness of their own")
class InjectedClockAndRandomnessTest {

    private static final Set<String> NONDETERMINISTIC_CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone");

    private static final DescribedPredicate<JavaCall<?>> READS_CLOCK_OR_RANDOMNESS =
            describe("a call that reads the system clock or creates randomness", call -> {
                var owner = call.getTargetOwner();
                var name = call.getName();
                return NONDETERMINISTIC_CALLS.contains(owner.getName() + "." + name)
                        || (owner.getName().startsWith("java.time.") && name.equals("now") && hasNoParameter(call))
                        || (owner.isEquivalentTo(SecureRandom.class) && name.equals("<init>"));
            });

    /** Reads the tick count of the machine; waits and time limits in features are decided by the gateway. */
    private static final DescribedPredicate<JavaCall<?>> READS_TICKS = describe(
            "a call of System.nanoTime",
            call -> call.getTargetOwner().isEquivalentTo(System.class)
                    && call.getName().equals("nanoTime"));

    @Test
    void in_kernel_and_command_features() {
        noClasses()
                .that(describe("belong to the kernel or a command feature", type -> isKernel(type) || isFeature(type)))
                .should()
                .callCodeUnitWhere(READS_CLOCK_OR_RANDOMNESS.or(READS_TICKS))
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void in_the_ledger() {
        noClasses()
                .that()
                .resideInAPackage("org.keyledger.ledger..")
                .should()
                .callCodeUnitWhere(READS_CLOCK_OR_RANDOMNESS)
                .check(ProgramClasses.CLASSES);
    }

    private static boolean isKernel(JavaClass type) {
        return ProgramClasses.module(type).equals("kernel");
    }

    private static boolean isFeature(JavaClass type) {
        return ProgramClasses.module(type).equals("command") && !ProgramClasses.isInMachinery(type);
    }

    private static boolean hasNoParameter(JavaCall<?> call) {
        return call.getTarget().getRawParameterTypes().isEmpty();
    }
}
