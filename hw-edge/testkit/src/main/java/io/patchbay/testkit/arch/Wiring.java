package io.patchbay.testkit.arch;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// The classes and calls the rules speak of.
final class Wiring {
  /// The classes that put a program together, with all that is nested in them.
  static final DescribedPredicate<JavaClass> WIRING =
      DescribedPredicate.describe(
          "named *Main or *Factory",
          type -> {
            String name = outermost(type).getSimpleName();
            return name.endsWith("Main") || name.endsWith("Factory");
          });

  /// Classes written by a compiler or an annotation processor.
  static final DescribedPredicate<JavaClass> GENERATED =
      DescribedPredicate.describe(
          "generated",
          type ->
              outermost(type).getSimpleName().startsWith("$")
                  || type.getModifiers().contains(JavaModifier.SYNTHETIC)
                  || type.getPackageName().startsWith("io.patchbay.proto."));

  private static final Map<Class<?>, String> HIDDEN_INPUTS =
      Map.of(
          Instant.class, "now",
          System.class, "currentTimeMillis",
          UUID.class, "randomUUID",
          Math.class, "random");

  /// Calls and method references that read a clock or a random source nobody passed in.
  static final DescribedPredicate<JavaAccess<?>> HIDDEN_INPUT =
      DescribedPredicate.describe(
          "Instant.now, System.currentTimeMillis, UUID.randomUUID or Math.random",
          access ->
              HIDDEN_INPUTS.entrySet().stream()
                  .anyMatch(input ->
                      access.getTargetOwner().isEquivalentTo(input.getKey())
                          && access.getName().equals(input.getValue())));

  private Wiring() {}

  static DescribedPredicate<JavaClass> in(Pattern packages) {
    return DescribedPredicate.describe(
        "in a package like " + packages, type -> packages.matcher(type.getPackageName()).matches());
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass at = type;
    while (at.getEnclosingClass().isPresent()) {
      at = at.getEnclosingClass().get();
    }
    return at;
  }
}
