package io.patchbay.testkit.arch;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;

/// The rules of structure (style 29 and 30). Each module runs them over its own classes:
///
/// ```java
/// @AnalyzeClasses(packages = "io.patchbay.sms", importOptions = ProductionClasses.class)
/// final class ArchitectureTest {
///   @ArchTest static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);
/// }
/// ```
public final class ArchitectureRules {
  @ArchTest
  static final ArchRule purePackagesKnowNeitherIoNorFrameworkNorClock =
      classes()
          .that(Wiring.in(Layout.PURE))
          .should()
          .onlyDependOnClassesThat(
              Wiring.in(Layout.PURE).or(Wiring.in(Layout.PURE_MAY_USE)).or(primitiveOrArray()))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule sipStackStaysInItsPackage =
      only(not(Wiring.in(Layout.SIP)), "javax.sip..", "gov.nist..");

  @ArchTest
  static final ArchRule grpcStaysInClientAndServerPackages =
      only(outside(Layout.GRPC), "io.grpc..");

  @ArchTest
  static final ArchRule kafkaStaysWhereEventsComeAndGo =
      only(outside(Layout.KAFKA), "org.apache.kafka..");

  @ArchTest
  static final ArchRule serialLibraryStaysInItsPackage =
      only(not(Wiring.in(Layout.SERIAL)), "com.fazecast..");

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields()
          .that(modifier(JavaModifier.STATIC))
          .and()
          .areDeclaredInClassesThat(not(Wiring.GENERATED))
          .should()
          .beFinal()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices()
          .matching("io.patchbay.(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(Wiring.WIRING.or(Wiring.GENERATED), alwaysTrue())
          .ignoreDependency(simpleName("package-info"), alwaysTrue())
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule timeAndRandomnessComeFromOutside =
      noClasses()
          .that(not(Wiring.WIRING))
          .should()
          .accessTargetWhere(Wiring.HIDDEN_INPUT)
          .allowEmptyShould(true);

  private ArchitectureRules() {}

  private static DescribedPredicate<JavaClass> outside(Pattern packages) {
    return not(Wiring.in(packages).or(Wiring.WIRING).or(Wiring.GENERATED));
  }

  private static ArchRule only(DescribedPredicate<JavaClass> others, String... library) {
    DescribedPredicate<JavaClass> banned = resideInAPackage(library[0]);
    for (String more : library) {
      banned = banned.or(resideInAPackage(more));
    }
    return noClasses().that(others).should().dependOnClassesThat(banned).allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> primitiveOrArray() {
    return DescribedPredicate.describe(
        "primitive types and arrays of allowed types",
        type -> {
          JavaClass base = type.getBaseComponentType();
          return base.isPrimitive()
              || Layout.PURE.matcher(base.getPackageName()).matches()
              || Layout.PURE_MAY_USE.matcher(base.getPackageName()).matches();
        });
  }
}
