package io.patchbay.driver.gsm.identity;

import static java.util.Objects.requireNonNull;

/// What makes a modem the line's own.
public sealed interface Binding {
  /// For people: `the modem with IMEI 490154203237518`.
  String words();

  /// Whether a modem that said this of itself can be the one; what it did not say is empty.
  boolean allows(String imei, String iccid);

  /// Whatever is on this port.
  record Port(String path) implements Binding {
    public Port {
      requireNonNull(path, "path");
    }

    @Override
    public String words() {
      return "port " + path;
    }

    @Override
    public boolean allows(String imei, String iccid) {
      return true;
    }
  }

  /// This modem, wherever it is plugged in.
  record ByImei(String imei) implements Binding {
    public ByImei {
      requireNonNull(imei, "imei");
    }

    @Override
    public String words() {
      return "the modem with IMEI " + imei;
    }

    @Override
    public boolean allows(String seen, String iccid) {
      return seen.isEmpty() || seen.equals(imei);
    }
  }

  /// The modem that holds this card.
  record ByIccid(String iccid) implements Binding {
    public ByIccid {
      requireNonNull(iccid, "iccid");
    }

    @Override
    public String words() {
      return "the modem with SIM card " + iccid;
    }

    @Override
    public boolean allows(String imei, String seen) {
      return seen.isEmpty() || same(seen, iccid);
    }
  }

  /// Whatever is plugged in at this place.
  record ByUsbPath(String place) implements Binding {
    public ByUsbPath {
      requireNonNull(place, "place");
    }

    @Override
    public String words() {
      return "a modem at USB place " + place;
    }

    @Override
    public boolean allows(String imei, String iccid) {
      return true;
    }
  }

  /// Whether two spellings mean one card: modems add a filling F, or leave the check digit out.
  static boolean same(String a, String b) {
    String one = a.replaceAll("[Ff]+$", "");
    String other = b.replaceAll("[Ff]+$", "");
    return one.equals(other)
        || (Math.abs(one.length() - other.length()) == 1
            && Math.min(one.length(), other.length()) >= 18
            && (one.startsWith(other) || other.startsWith(one)));
  }

  /// Reads setting `modem`.
  ///
  /// @throws IllegalArgumentException it is none; names the value
  static Binding parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    String value = text.substring(colon + 1);
    return switch (kind) {
      case "imei" -> {
        check(Imei.valid(value), text, "no IMEI: 15 digits, the last one a check digit");
        yield new ByImei(value);
      }
      case "iccid" -> {
        check(value.matches("[0-9]{18,20}"), text, "no ICCID: 18 to 20 digits");
        yield new ByIccid(value);
      }
      case "usb-path" -> {
        check(value.matches("[0-9]+-[0-9]+(\\.[0-9]+)*"), text, "no USB place, as 1-1.2 in sysfs");
        yield new ByUsbPath(value);
      }
      default ->
          throw new IllegalArgumentException(
              "modem: '" + text + "' is none of imei:…, iccid:…, usb-path:…");
    };
  }

  private static void check(boolean good, String text, String what) {
    if (!good) {
      throw new IllegalArgumentException("modem: '" + text + "' is " + what);
    }
  }
}
