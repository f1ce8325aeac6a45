package io.patchbay.testkit.arch;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/// Imports what ships: no test classes, no test jars.
public final class ProductionClasses implements ImportOption {
  /// Made by ArchUnit by reflection.
  public ProductionClasses() {}

  @Override
  public boolean includes(Location location) {
    return !location.contains("/test-classes/") && !location.contains("-tests.jar");
  }
}
