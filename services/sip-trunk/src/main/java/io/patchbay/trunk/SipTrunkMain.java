package io.patchbay.trunk;

import io.micronaut.context.ApplicationContext;
import io.patchbay.launch.Launcher;
import java.util.Map;

/// Starts sip-trunk, in a JVM of its own or beside other services.
public final class SipTrunkMain {
  /// The environment that selects `application-sip-trunk.yml` and this service's beans.
  static final String SERVICE = "sip-trunk";

  private static final Launcher LAUNCHER =
      new Launcher(SERVICE, context -> context.getBean(Trunk.class).server.port());

  private SipTrunkMain() {}

  /// Starts everything and returns when SIP, gRPC and HTTP are open; Kafka may come later.
  ///
  /// @param overrides of `application-sip-trunk.yml`
  /// @return closing it stops the service
  /// @throws IllegalStateException with one clear message
  public static ApplicationContext run(Map<String, Object> overrides) {
    return LAUNCHER.run(overrides);
  }

  /// The service alone; `--key=value` and environment variables override the configuration.
  public static void main(String[] arguments) {
    LAUNCHER.main(arguments);
  }
}
