package io.patchbay.stun;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.patchbay.testkit.arch.ArchitectureRules;
import io.patchbay.testkit.arch.ProductionClasses;

@AnalyzeClasses(packages = "io.patchbay.stun", importOptions = ProductionClasses.class)
final class ArchitectureTest {
  @ArchTest static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);
}
