package org.keyledger.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Classes and methods follow the naming rules")
class NamingRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Util", "Utils", "Helper", "Manager", "Impl", "Dto", "DTO", "Mapper"})
    void and_never_end_in(String filler) {
        noClasses()
                .should()
                .haveSimpleNameEndingWith(filler)
                .because("such a name says that the class has no word of its own yet")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void nothing_is_set() {
        noMethods()
                .that(describe("have no name from a framework", method -> !overridesForeign(method)))
                .should()
                .haveNameMatching("set[A-Z].*")
                .because("a thing is complete when it is made; what happens to it afterwards has a name of its own")
                .check(ProgramClasses.CLASSES);
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
