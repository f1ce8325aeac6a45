package io.patchbay.console.users;

import io.patchbay.contract.Fault;
import java.util.Objects;

/// Who is asking.
///
/// @param name of the user, or of the place when no user was asked for
/// @param session the session token; empty: none
public record Caller(String name, Role role, String session) {
  /// The request attribute it is under.
  public static final String ATTRIBUTE = "patchbay.caller";

  public Caller {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(session, "session");
  }

  /// Insists on a role.
  ///
  /// @throws Fault FORBIDDEN when the role is too small
  public void require(Role needed) {
    if (!role.allows(needed)) {
      throw new Fault(
          Fault.Kind.FORBIDDEN,
          "user " + name + " is " + role.label() + "; this needs " + needed.label());
    }
  }

  public boolean may(Role needed) {
    return role.allows(needed);
  }
}
