package io.patchbay.console.web;

import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.event.v1.Binding;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.event.v1.RegistrationRecord;
import io.patchbay.routing.PhoneWords;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An extension and where it is registered.
///
/// @param contact host:port and transport of each of its bindings, the newest first; empty: not
///   registered
/// @param settings what it has set by feature codes, in words
public record ExtensionRow(
    String name,
    String displayName,
    boolean registered,
    String contact,
    String agent,
    List<String> settings) {
  public ExtensionRow {
    settings = List.copyOf(settings);
  }

  static ExtensionRow of(
      String name,
      ExtensionSpec spec,
      Optional<RegistrationRecord> record,
      List<PhoneSetting> settings) {
    Optional<Binding> binding = record.map(each -> each.getBindings(0));
    String contacts =
        record.map(RegistrationRecord::getBindingsList).orElse(List.of()).stream()
            .map(each -> each.getReceived() + " " + each.getTransport())
            .collect(Collectors.joining(", "));
    return new ExtensionRow(
        name,
        spec.getDisplayName(),
        binding.isPresent(),
        contacts,
        binding.map(Binding::getUserAgent).orElse(""),
        settings.stream().map(PhoneWords::of).toList());
  }
}
