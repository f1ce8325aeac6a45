package io.patchbay.console.users;

import io.patchbay.proto.config.v1.UserSpec;
import java.util.Locale;

/// What somebody may do; each role may do what the ones before it may.
public enum Role {
  /// Looks.
  VIEWER,
  /// Places calls, sends messages, resets lines.
  OPERATOR,
  /// Changes the configuration.
  ADMIN;

  /// May somebody of this role do what needs the other?
  public boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }

  /// For people.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// A user without a role may look.
  static Role of(UserSpec.Role role) {
    return switch (role) {
      case ROLE_ADMIN -> ADMIN;
      case ROLE_OPERATOR -> OPERATOR;
      case ROLE_VIEWER, ROLE_UNSPECIFIED, UNRECOGNIZED -> VIEWER;
    };
  }
}
