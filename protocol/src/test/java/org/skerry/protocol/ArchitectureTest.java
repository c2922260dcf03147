package org.skerry.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static JavaClasses classes = new ClassFileImporter().importClasses();

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.skerry.protocol");
    }

    @Test
    void onlyOnePackageKnowsTheNativeLibrary() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("org.skerry.protocol.webrtc")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.onvoid.."));
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        holds(slices().matching("org.skerry.protocol.(*)..").should().beFreeOfCycles());
    }

    @Test
    void neitherServerNorWindowNorDiskIsKnownHere() {
        holds(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.undertow..", "javafx..", "org.sqlite..", "java.sql..", "org.skerry.jio.local.."));
    }

    private static void holds(ArchRule rule) {
        assertFalse(
                rule.evaluate(classes).hasViolation(),
                () -> rule.evaluate(classes).getFailureReport().toString());
    }
}
