package io.patchbay.standalone;

import io.patchbay.standalone.jvm.JvmOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One process of the product: what to run and with which settings.
///
/// @param name as in logs, e.g. `sip-trunk`
/// @param mainClass has `run(Map<String, Object>)` and `main(String[])`
/// @param properties overrides of its `application-<service>.yml`
/// @param jvmOptions when it runs as a process of its own
/// @param arguments of its `main` when it runs as a process of its own
record Service(
    String name,
    String mainClass,
    Map<String, Object> properties,
    List<String> jvmOptions,
    List<String> arguments) {
  Service {
    properties = Map.copyOf(properties);
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
  }

  /// A service with a small heap and no arguments.
  Service(String name, String mainClass, Map<String, Object> properties) {
    this(name, mainClass, properties, JvmOptions.SERVICE, List.of());
  }

  boolean needsDatabase() {
    return properties.containsKey("datasources.default.url");
  }

  /// Where it answers once it serves; nothing for one without an HTTP port.
  Optional<URI> health() {
    Object host = properties.get("micronaut.server.host");
    Object port = properties.get("micronaut.server.port");
    return host == null || port == null
        ? Optional.empty()
        : Optional.of(URI.create("http://" + host + ":" + port + "/health"));
  }
}
