package io.patchbay.console.users;

import java.time.Duration;

/// What came of an attempt to sign in.
public sealed interface SignIn {
  /// The password is right.
  ///
  /// @param passwordHash the session ends when it changes
  record Accepted(String name, Role role, String passwordHash) implements SignIn {}

  /// No such user, or not the password: nobody is told which.
  record Refused() implements SignIn {}

  /// Too many failures.
  ///
  /// @param pause until the next attempt is looked at
  record TooMany(Duration pause) implements SignIn {}

  /// The documents with the users were not read yet.
  record NotReady() implements SignIn {}
}
