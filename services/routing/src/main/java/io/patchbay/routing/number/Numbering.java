package io.patchbay.routing.number;

import static java.util.Objects.requireNonNull;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.patchbay.proto.config.v1.NumberingSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How numbers are dialled in a country, by the metadata of libphonenumber. Immutable, thread-safe;
/// some microseconds a number, whatever it is.
///
/// Only what can be a subscriber's number is a public number: neither extensions nor the short
/// numbers of a network (10086) are.
///
/// @param country ISO 3166-1 alpha-2 in capitals; empty: numbers with `+` alone are public
/// @param areaCode of local numbers; empty: they are dialled with it
public record Numbering(String country, String areaCode) {
  /// Digits of E.164 with `+`, and the longest international prefix in front.
  private static final int MAX_DIALLED = 24;

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final String NO_COUNTRY = "ZZ";
  private static final int INTERNATIONAL_PREMIUM = 979;
  private static final Set<Integer> SATELLITES = Set.of(870, 881, 882, 883);

  public Numbering {
    requireNonNull(country, "country");
    requireNonNull(areaCode, "areaCode");
  }

  /// As a document says.
  public static Numbering of(NumberingSpec spec) {
    return new Numbering(spec.getCountry().toUpperCase(Locale.ROOT), spec.getAreaCode());
  }

  /// A number as E.164 with `+`; empty when it is no public number as dialled here.
  public Optional<String> e164(String dialled) {
    return dialled.length() > MAX_DIALLED || !isPlain(dialled)
        ? Optional.empty()
        : valid(dialled)
            .or(() -> isLocal(dialled) ? valid(areaCode + dialled) : Optional.empty())
            .map(number -> NUMBERS.format(number, PhoneNumberFormat.E164));
  }

  /// How a public number is dialled within the country: with its trunk prefix, or the international
  /// one when it is in another country. Without a country as E.164.
  public String national(String e164) {
    Optional<PhoneNumber> read = valid(e164);
    if (read.isEmpty() || country.isEmpty()) {
      return e164;
    }
    PhoneNumber number = read.get();
    boolean own = number.getCountryCode() == NUMBERS.getCountryCodeForRegion(country);
    String shown =
        own
            ? NUMBERS.format(number, PhoneNumberFormat.NATIONAL)
            : NUMBERS.formatOutOfCountryCallingNumber(number, country);
    return PhoneNumberUtil.normalizeDiallableCharsOnly(shown);
  }

  /// The country a public number belongs to, ISO 3166-1 alpha-2; empty: none alone (satellites).
  public static Optional<String> countryOf(String e164) {
    try {
      String region = NUMBERS.getRegionCodeForNumber(NUMBERS.parse(e164, NO_COUNTRY));
      return Optional.ofNullable(region).filter(code -> code.length() == 2);
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /// What kind of public number this would be, by its country code, whether or not it can be
  /// anybody's; empty when it is none as dialled here.
  public Optional<Abroad> abroad(String dialled) {
    if (dialled.length() > MAX_DIALLED || !isPlain(dialled)) {
      return Optional.empty();
    }
    try {
      PhoneNumber number = NUMBERS.parse(dialled, country.isEmpty() ? NO_COUNTRY : country);
      int code = number.getCountryCode();
      boolean premium =
          code == INTERNATIONAL_PREMIUM
              || NUMBERS.getNumberType(number) == PhoneNumberUtil.PhoneNumberType.PREMIUM_RATE;
      Abroad.Kind kind =
          premium
              ? Abroad.Kind.PREMIUM
              : SATELLITES.contains(code) ? Abroad.Kind.SATELLITE : Abroad.Kind.ORDINARY;
      return Optional.of(
          new Abroad(
              NUMBERS.format(number, PhoneNumberFormat.E164),
              kind,
              NUMBERS.getRegionCodesForCountryCode(code)));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  private Optional<PhoneNumber> valid(String dialled) {
    try {
      PhoneNumber number = NUMBERS.parse(dialled, country.isEmpty() ? NO_COUNTRY : country);
      return NUMBERS.isValidNumber(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /// Without its area: what begins with 0 or 1 is a prefix or a number of the network.
  private boolean isLocal(String dialled) {
    return !areaCode.isEmpty() && dialled.charAt(0) >= '2' && dialled.charAt(0) <= '9';
  }

  private static boolean isPlain(String dialled) {
    for (int i = 0; i < dialled.length(); i++) {
      char symbol = dialled.charAt(i);
      if ((symbol < '0' || symbol > '9') && (symbol != '+' || i > 0)) {
        return false;
      }
    }
    return !dialled.isEmpty();
  }
}
