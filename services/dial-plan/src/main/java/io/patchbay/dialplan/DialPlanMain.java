package io.patchbay.dialplan;

import io.micronaut.context.ApplicationContext;
import io.patchbay.launch.Launcher;
import java.util.Map;

/// Starts dial-plan, in a JVM of its own or beside other services.
public final class DialPlanMain {
  /// The environment that selects `application-dial-plan.yml` and this service's beans.
  static final String SERVICE = "dial-plan";

  private static final Launcher LAUNCHER =
      new Launcher(SERVICE, context -> context.getBean(DialPlan.class).grpcPort());

  private DialPlanMain() {}

  /// Starts everything and returns when gRPC and HTTP are open; Kafka may come later.
  ///
  /// @param overrides of `application-dial-plan.yml`
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
