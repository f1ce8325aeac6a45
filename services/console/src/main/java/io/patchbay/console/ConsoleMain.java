package io.patchbay.console;

import io.micronaut.context.ApplicationContext;
import io.patchbay.launch.Launcher;
import java.util.Map;

/// Starts the console, in a JVM of its own or beside other services.
public final class ConsoleMain {
  /// The environment that selects `application-console.yml` and this service's beans.
  static final String SERVICE = "console";

  private static final Launcher LAUNCHER =
      new Launcher(SERVICE, context -> context.getBean(Work.class).grpcPort());

  private ConsoleMain() {}

  /// Starts everything and returns when HTTP and gRPC are open; database, Kafka and services may
  /// come later.
  ///
  /// @param overrides of `application-console.yml`
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
