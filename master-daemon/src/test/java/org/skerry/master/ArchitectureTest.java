package org.skerry.master;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.skerry.master");

    @Test
    void undertowStaysBehindTheBroadcasterAndTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.skerry.master.broadcaster", "org.skerry.master.console")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.undertow..", "org.xnio..")
                .check(classes);
    }

    @Test
    void theMasterTouchesNeitherNativeCodeNorTheDatabaseDriver() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.onvoid..", "org.sqlite..", "java.sql..", "javafx..", "org.skerry.slave..")
                .check(classes);
    }

    @Test
    void schemasStayBehindTheForms() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.skerry.master.forms")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.networknt..", "com.google.re2j..")
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.skerry.master.(*)..").should().beFreeOfCycles().check(classes);
    }
}
