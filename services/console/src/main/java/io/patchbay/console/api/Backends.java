package io.patchbay.console.api;

import java.util.List;

/// The services behind the console.
///
/// @param trunk `call.v1` and line commands
/// @param dialPlan `policy.v1`
/// @param smsRouter `sms.v1`
/// @param cdrAnalytics `cdr.v1`
public record Backends(Backend trunk, Backend dialPlan, Backend smsRouter, Backend cdrAnalytics)
    implements AutoCloseable {
  /// In the order they are shown.
  public List<Backend> all() {
    return List.of(trunk, dialPlan, smsRouter, cdrAnalytics);
  }

  @Override
  public void close() {
    all().forEach(Backend::close);
  }
}
