package io.patchbay.dialplan;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.patchbay.routing.AuthorisationRule;
import io.patchbay.routing.EmergencyRule;
import io.patchbay.routing.NumberListRule;
import io.patchbay.routing.RoutingRule;
import io.patchbay.routing.TargetRule;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/// Every rule as a bean; which of them are asked, and when, is `patchbay.rules`.
@Factory
@Requires(env = DialPlanMain.SERVICE)
final class RuleFactory {
  @Singleton
  @Named("emergency")
  RoutingRule emergency() {
    return new EmergencyRule();
  }

  @Singleton
  @Named("number-lists")
  RoutingRule numberLists() {
    return new NumberListRule();
  }

  @Singleton
  @Named("authorisation")
  RoutingRule authorisation() {
    return new AuthorisationRule();
  }

  @Singleton
  @Named("route")
  RoutingRule route() {
    return new TargetRule();
  }
}
