package org.keyledger.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesSayWhatThingsAre {

    @ParameterizedTest
    @ValueSource(strings = {"Util", "Utils", "Helper", "Manager", "Impl", "Dto", "DTO", "Mapper"})
    void and_never_end_in(String filler) {
        noClasses()
                .should()
                .haveSimpleNameEndingWith(filler)
                .because("such a name says that the class has no word of its own yet")
                .check(TheProgram.CLASSES);
    }

    @Test
    void nothing_is_set() {
        noMethods()
                .should()
                .haveNameMatching("set[A-Z].*")
                .because("a thing is complete when it is made; what happens to it afterwards has a name of its own")
                .check(TheProgram.CLASSES);
    }
}
