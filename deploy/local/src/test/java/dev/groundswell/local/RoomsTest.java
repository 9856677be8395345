package dev.groundswell.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

class RoomsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.groundswell.local");

    @Test
    void noRoomDependsOnItselfThroughOthers() {
        slices().matching("dev.groundswell.local.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyRoomIsNullMarked() {
        Set<String> rooms = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertThat(rooms).allSatisfy(room -> {
            JavaPackage found = CLASSES.getPackage(room);
            assertThat(found.isAnnotatedWith(NullMarked.class)).as(room + " has a package-info with @NullMarked").isTrue();
        });
    }

    @Test
    void servicesTestsLoadNothingButTheJdk() {
        String[] small = {"dev.groundswell.local.testing", "dev.groundswell.local.token", "dev.groundswell.local.command",
                "dev.groundswell.local.console"};
        classes().that().resideInAnyPackage(small)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.groundswell.local.testing", "dev.groundswell.local.token",
                        "dev.groundswell.local.command", "dev.groundswell.local.console", "org.jspecify.annotations"))
                .check(CLASSES);
    }
}
