package io.patchbay.testkit.arch;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;

/// Also speaks for line and proto, which this module depends on and which cannot use it.
@AnalyzeClasses(
    packages = {"io.patchbay.testkit", "io.patchbay.line", "io.patchbay.contract"},
    importOptions = ProductionClasses.class)
final class ArchitectureTest {
  @ArchTest static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);
}
