package io.patchbay.console.web;

import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.event.v1.Binding;
import io.patchbay.proto.event.v1.RegistrationRecord;
import java.util.Optional;

/// An extension and where it is registered.
///
/// @param contact host:port and transport of its newest binding; empty: not registered
public record ExtensionRow(
    String name, String displayName, boolean registered, String contact, String agent) {
  static ExtensionRow of(String name, ExtensionSpec spec, Optional<RegistrationRecord> record) {
    Optional<Binding> binding = record.map(each -> each.getBindings(each.getBindingsCount() - 1));
    return new ExtensionRow(
        name,
        spec.getDisplayName(),
        binding.isPresent(),
        binding.map(each -> each.getReceived() + " " + each.getTransport()).orElse(""),
        binding.map(Binding::getUserAgent).orElse(""));
  }
}
