package io.patchbay.routing;

import io.patchbay.proto.config.v1.NumberingSpec;
import io.patchbay.proto.config.v1.ShieldSpec;
import io.patchbay.routing.number.Abroad;
import io.patchbay.routing.number.Numbering;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Destinations that cost a fraud's victim most are refused until they are allowed (catalogue D13,
/// E3): premium rate and satellite numbers, and countries other than those our numbering is of.
///
/// A number is looked at as dialled and as it would be dialled out, by country code, whether or not
/// it can be anybody's. Without any country in the documents no country is refused.
public final class ShieldRule implements RoutingRule {
  private static final String ALL = "*";

  /// Of numbers with `+`.
  private static final Numbering INTERNATIONAL = Numbering.of(NumberingSpec.getDefaultInstance());

  @Override
  public String name() {
    return "shield";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    ShieldSpec shield = inquiry.plan().documents().settings().getShield();
    if (!(inquiry.resolution() instanceof Resolution.Found found) || shield.getOff()) {
      return Verdict.pass();
    }
    Set<String> home = countries(inquiry.plan().numberings().countries(), shield);
    return found.all().stream()
        .filter(one -> AuthoriseRule.leaves(inquiry.plan(), one.to()))
        .flatMap(one -> problem(inquiry, one, home, shield).stream())
        .findFirst()
        .map(why -> Verdict.refuse(Refusal.NOT_ALLOWED, why))
        .orElseGet(Verdict::pass);
  }

  private static Optional<String> problem(
      Inquiry inquiry, Resolution.Found found, Set<String> home, ShieldSpec shield) {
    Numberings numberings = inquiry.plan().numberings();
    Stream<Form> forms =
        Stream.of(
            Form.of(numberings.of(inquiry.caller()), inquiry.called()),
            Form.of(numberings.of(found.to()), found.number()),
            Form.of(INTERNATIONAL, inquiry.e164().called()));
    return forms
        .distinct()
        .flatMap(form -> form.numbering().abroad(form.number()).stream())
        .flatMap(number -> problem(number, home, shield).stream())
        .findFirst();
  }

  /// A number as it is dialled somewhere.
  private record Form(Numbering numbering, String number) {
    /// With `+` it is the same everywhere.
    static Form of(Numbering numbering, String number) {
      return new Form(number.startsWith("+") ? INTERNATIONAL : numbering, number);
    }
  }

  private static Optional<String> problem(Abroad number, Set<String> home, ShieldSpec shield) {
    return switch (number.kind()) {
      case PREMIUM ->
          refused(number, "a premium rate number", shield.getPremium(), "shield.premium");
      case SATELLITE ->
          refused(number, "a satellite number", shield.getSatellite(), "shield.satellite");
      case ORDINARY -> {
        boolean allowed =
            home.isEmpty()
                || home.contains(ALL)
                || number.countries().stream().anyMatch(home::contains);
        yield refused(
            number,
            "abroad (" + String.join(", ", number.countries()) + ")",
            allowed,
            "shield.countries");
      }
    };
  }

  private static Optional<String> refused(
      Abroad number, String what, boolean allowed, String setting) {
    return allowed
        ? Optional.empty()
        : Optional.of(number.e164() + " is " + what + ", which " + setting + " does not allow");
  }

  /// Where we are at home, and what else is allowed; empty: nobody says where we are.
  private static Set<String> countries(Set<String> home, ShieldSpec shield) {
    if (home.isEmpty()) {
      return home;
    }
    Set<String> all = new HashSet<>(home);
    all.addAll(shield.getCountriesList());
    return all;
  }
}
