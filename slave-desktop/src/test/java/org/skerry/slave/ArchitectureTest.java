package org.skerry.slave;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.skerry.slave");

    @Test
    void theSlaveKnowsNeitherTheMasterNorNativeCode() {
        assertFalse(CLASSES.isEmpty());
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.skerry.master..", "dev.onvoid..", "io.undertow..", "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void onlyTheWindowKnowsJavaFx() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.skerry.slave.ui..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..")
                .check(CLASSES);
    }

    @Test
    void viewModelsKnowNoScreen() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .or()
                .resideInAnyPackage("org.skerry.slave.ui.text..", "org.skerry.slave.ui.task..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javafx.scene..", "javafx.stage..", "javafx.application..", "javafx.animation..", "atlantafx..")
                .check(CLASSES);
    }

    @Test
    void screensHaveNoCycles() {
        slices().matching("org.skerry.slave.ui.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void screensDoNotKnowTheFrameAroundThem() {
        noClasses()
                .that()
                .resideInAPackage("org.skerry.slave.ui.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.skerry.slave.ui")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.skerry.slave")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.skerry.slave.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
