package io.patchbay.testkit.arch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.patchbay.cdr.aggregate.Sum;
import io.patchbay.cdr.record.Wrong;
import org.junit.jupiter.api.Test;

/// The rules fail on a class that breaks them.
final class ArchitectureRulesTest {
  private static final JavaClasses WRONG =
      new ClassFileImporter().importClasses(Wrong.class, Sum.class);

  @Test
  void fileInPurePackageIsFound() {
    assertBroken(ArchitectureRules.purePackagesKnowNeitherIoNorFrameworkNorClock, "java.nio.file");
  }

  @Test
  void grpcOutsideItsPackagesIsFound() {
    assertBroken(ArchitectureRules.grpcStaysInClientAndServerPackages, "io.grpc.Status");
  }

  @Test
  void staticStateIsFound() {
    assertBroken(ArchitectureRules.staticFieldsAreFinal, "Wrong.count");
  }

  @Test
  void cycleOfPackagesIsFound() {
    assertBroken(ArchitectureRules.packagesFormNoCycles, "Cycle detected");
  }

  @Test
  void clockByMethodReferenceIsFound() {
    assertBroken(ArchitectureRules.timeAndRandomnessComeFromOutside, "Instant.now");
  }

  private static void assertBroken(ArchRule rule, String by) {
    String report = rule.evaluate(WRONG).getFailureReport().toString();
    assertTrue(report.contains(by), report);
  }
}
