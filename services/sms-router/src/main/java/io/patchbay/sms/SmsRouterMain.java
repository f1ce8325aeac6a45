package io.patchbay.sms;

import io.micronaut.context.ApplicationContext;
import io.patchbay.launch.Launcher;
import java.util.Map;

/// Starts sms-router, in a JVM of its own or beside other services.
public final class SmsRouterMain {
  /// The environment that selects `application-sms-router.yml` and this service's beans.
  static final String SERVICE = "sms-router";

  private static final Launcher LAUNCHER =
      new Launcher(SERVICE, context -> context.getBean(SmsRouter.class).grpcPort());

  private SmsRouterMain() {}

  /// Starts everything and returns when gRPC and HTTP are open; database and Kafka may come later.
  ///
  /// @param overrides of `application-sms-router.yml`
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
