package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.patchbay.console.users.Caller;
import io.patchbay.console.users.Role;

/// Who the access filter found.
public final class Callers {
  private Callers() {}

  /// The caller of a request.
  ///
  /// @throws IllegalStateException when the filter let a request pass that needs a caller: a bug
  public static Caller of(HttpRequest<?> request) {
    return request
        .getAttribute(Caller.ATTRIBUTE, Caller.class)
        .orElseThrow(
            () -> new IllegalStateException(request.getPath() + " was admitted without a caller"));
  }

  /// The name of a caller who may do what needs the role.
  ///
  /// @throws io.patchbay.contract.Fault FORBIDDEN
  static String name(HttpRequest<?> request, Role needed) {
    Caller caller = of(request);
    caller.require(needed);
    return caller.name();
  }
}
