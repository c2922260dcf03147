package org.skerry.jio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class JioArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.skerry.jio");

    @Test
    void onlyTheLocalStorageKnowsSqlite() {
        assertFalse(CLASSES.isEmpty());
        noClasses()
                .that()
                .resideOutsideOfPackage("org.skerry.jio.local..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.sqlite..", "java.sql..", "javax.sql..")
                .check(CLASSES);
    }

    @Test
    void onlyTheIndexKnowsLucene() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.skerry.jio.local.index..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.lucene..")
                .check(CLASSES);
    }

    @Test
    void theDatabaseKnowsNoNetworkNoWindowNoProgramAboveIt() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..",
                        "javax.swing..",
                        "java.awt..",
                        "javafx..",
                        "org.skerry.protocol..",
                        "org.skerry.master..",
                        "org.skerry.slave..")
                .check(CLASSES);
    }

    // The root package is no slice: it holds the vocabulary, and Storage, which speaks of queries as these speak of
    // records.
    // The two would be one package if it were not for their size, so a cycle between them means nothing.
    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.skerry.jio.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theVocabularyKnowsNoStorage() {
        noClasses()
                .that()
                .resideInAnyPackage("org.skerry.jio", "org.skerry.jio.query")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.skerry.jio.memory..", "org.skerry.jio.local..")
                .check(CLASSES);
    }
}
