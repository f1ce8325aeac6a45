package io.patchbay.trunk.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Header fields of a SIP message that the machine of a call reads or writes itself, in order.
public record Fields(List<Field> all) {
  public static final Fields NONE = new Fields(List.of());

  /// One header field; a list is one value.
  public record Field(String name, String value) {}

  public Fields {
    all = List.copyOf(all);
  }

  /// One header field.
  public static Fields of(String name, String value) {
    return NONE.with(name, value);
  }

  /// With one more; an empty value adds none.
  public Fields with(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    List<Field> more = new ArrayList<>(all);
    more.add(new Field(name, value));
    return new Fields(more);
  }

  /// With all of the other, too.
  public Fields and(Fields other) {
    List<Field> more = new ArrayList<>(all);
    more.addAll(other.all);
    return new Fields(more);
  }

  /// The first value of this name; empty: none.
  public String first(String name) {
    for (Field field : all) {
      if (field.name().equalsIgnoreCase(name)) {
        return field.value();
      }
    }
    return "";
  }

  /// Is the token in the list of this name?
  public boolean lists(String name, String token) {
    String wanted = token.toLowerCase(Locale.ROOT);
    for (Field field : all) {
      if (field.name().equalsIgnoreCase(name)) {
        for (String one : field.value().toLowerCase(Locale.ROOT).split(",", -1)) {
          if (one.strip().equals(wanted)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /// The number a value begins with, 0 when there is none, or it is beyond 2^31.
  public int number(String name) {
    String value = first(name).strip();
    int end = 0;
    while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
      end++;
    }
    return end == 0 || end > 9 ? 0 : Integer.parseInt(value.substring(0, end));
  }

  /// The value of a parameter of the first value; empty: none.
  public String parameter(String name, String parameter) {
    for (String one : first(name).split(";", -1)) {
      int equals = one.indexOf('=');
      if (equals > 0 && one.substring(0, equals).strip().equalsIgnoreCase(parameter)) {
        return one.substring(equals + 1).strip();
      }
    }
    return "";
  }
}
