package dev.groundswell.testing;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;

import org.jspecify.annotations.NullMarked;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// What holds in every module's house; each module's `RoomsTest` asks it.
public final class Rooms {

    private static final List<String> MODULES = List.of("gateway", "catalog", "pricing", "order");

    private final String module;
    private final JavaClasses classes;

    /// @param module last part of the root package: `catalog`
    public Rooms(String module) {
        this.module = module;
        this.classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.groundswell." + module);
        assertThat(classes).as("classes of " + module).isNotEmpty();
    }

    /// No circles between packages.
    public void haveArrowsOneWay() {
        slices().matching("dev.groundswell." + module + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    /// A module knows the platform and itself; the platform knows nobody.
    public void knowNoOtherService() {
        for (String other : MODULES) {
            if (!other.equals(module)) {
                noClasses().should().dependOnClassesThat().resideInAPackage("dev.groundswell." + other + "..").check(classes);
            }
        }
    }

    /// None of the packages is reached by this module.
    public void doNotReach(String... packages) {
        noClasses().should().dependOnClassesThat().resideInAnyPackage(packages).check(classes);
    }

    /// Statements are a connection's. One given to a pool waits without the pool's bound and is answered twice after a connect that failed.
    public void giveStatementsToConnections() {
        for (String client : List.of("Pool", "SqlClient")) {
            noClasses().should().callMethodWhere(target(owner(name("io.vertx.mutiny.sqlclient." + client)))
                    .and(target(nameMatching("query|preparedQuery")))).check(classes);
        }
    }

    /// Every package says what it is and is null-marked.
    public void introduceThemselves() throws ClassNotFoundException {
        var packages = new TreeSet<String>();
        classes.forEach(type -> packages.add(type.getPackageName()));
        for (String name : packages) {
            Class<?> info = Class.forName(name + ".package-info");
            assertThat(info.isAnnotationPresent(NullMarked.class)).as(name + " is @NullMarked").isTrue();
        }
    }
}
